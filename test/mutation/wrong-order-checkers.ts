import type { HistoryReport } from '../../src/check/history/checker.ts'
import type { Operation } from '../../src/model/history.ts'
import type { CheckByName, CheckerName } from '../unit/check/history/law.ts'

/** A mistake that somebody could make in a checker, made around the right one. */
export interface WrongChecker {
  name: string
  /** The law that was written against it. */
  noticedBy?: string
  mutate: (check: CheckByName) => CheckByName
}

type History = readonly Operation[]
type Rewrite = (history: History, name: CheckerName) => History

/** The mistake amounts to reading another history. */
export function reading(name: string, rewrite: Rewrite): WrongChecker {
  return {
    name,
    mutate: (check) => (checker, history, options) => check(checker, rewrite(history, checker), options),
  }
}

export const dropping = (
  name: string,
  drops: (operation: Operation, history: History) => boolean,
): WrongChecker => reading(name, (history) => history.filter((operation) => !drops(operation, history)))

export const changing = (
  name: string,
  change: (operation: Operation, history: History) => Partial<Operation>,
): WrongChecker =>
  reading(name, (history) => history.map((operation) => ({ ...operation, ...change(operation, history) })))

export const isTaker = ({ f, outcome }: Operation) => f !== 'enqueue' && outcome === 'info'
const isEmpty = ({ f, outcome, output }: Operation) => f === 'dequeue' && outcome === 'ok' && output === null
const orderedNames = new Set<CheckerName>(['fifo', 'priority', 'stable-priority'])

function isDelivered(history: History, { input }: Operation): boolean {
  return history.some(({ f, outcome, output }) => {
    if (outcome !== 'ok' || f === 'enqueue') return false
    return f === 'drain' ? (output as unknown[]).includes(input) : output === input
  })
}

/** The mistake amounts to looking at parts of the history, and calling the whole legal if they are. */
function judgingParts(
  name: string,
  noticedBy: string,
  parts: (history: History, checker: CheckerName) => History[],
): WrongChecker {
  return {
    name,
    noticedBy,
    mutate: (check) => (checker, history, options) => {
      if (!orderedNames.has(checker)) return check(checker, history, options)
      const reports = parts(history, checker).map((part) => check(checker, part, options))
      return (
        reports.find(({ valid }) => valid === false) ??
        ({ valid: true, verdict: 'pass', proof: null } satisfies HistoryReport)
      )
    },
  }
}

/** Each set of operations on one value of `history`. */
function byMessage(history: History): History[] {
  const ids = new Set(history.filter(({ f }) => f === 'enqueue').map(({ input }) => input))
  return [...ids].map((id) =>
    history.filter(({ f, input, output }) => (f === 'enqueue' ? input : output) === id),
  )
}

const together = (history: History, ...groups: History[]) =>
  history.filter((operation) => groups.some((group) => group.includes(operation)))

export const wrongOrderCheckers: WrongChecker[] = [
  dropping('ignores whatever is unknown', ({ outcome }) => outcome === 'info'),
  dropping(
    'takes an unknown enqueue for a failed one',
    ({ f, outcome }) => f === 'enqueue' && outcome === 'info',
  ),
  dropping('takes an unknown dequeue for a failed one', isTaker),
  changing('takes an unknown enqueue for an acknowledged one', ({ f, outcome, invokeTime }) =>
    f === 'enqueue' && outcome === 'info' ? { outcome: 'ok', completeTime: invokeTime } : {},
  ),
  changing('takes a failure for unknown', ({ outcome }) =>
    outcome === 'fail' ? { outcome: 'info', completeTime: Infinity } : {},
  ),
  changing('takes a failed enqueue for an acknowledged one', ({ f, outcome }) =>
    f === 'enqueue' && outcome === 'fail' ? { outcome: 'ok' } : {},
  ),
  changing('lets an unknown dequeue act before it began', (operation) =>
    isTaker(operation) ? { invokeTime: 0 } : {},
  ),
  changing('lets an unknown dequeue take any number', ({ f, outcome }) =>
    f === 'dequeue' && outcome === 'info' ? { f: 'drain' } : {},
  ),
  changing('lets an unknown drain take one', ({ f, outcome }) =>
    f === 'drain' && outcome === 'info' ? { f: 'dequeue' } : {},
  ),
  changing('half-open intervals: what ends as another begins is before it', ({ completeTime }) => ({
    completeTime: completeTime - 0.25,
  })),
  changing('orders by completion', ({ outcome, completeTime }) =>
    outcome === 'ok' ? { invokeTime: completeTime } : {},
  ),
  changing('orders by invocation', ({ outcome, invokeTime }) =>
    outcome === 'ok' ? { completeTime: invokeTime } : {},
  ),
  changing('serves the lower number first', ({ priority }) =>
    priority === undefined ? {} : { priority: -priority },
  ),
  changing('ignores priorities', () => ({ priority: 0 })),
  changing('counts a missing priority as the lowest', ({ f, priority }) =>
    f === 'enqueue' && priority === undefined ? { priority: -1e9 } : {},
  ),
  dropping('ignores empty answers', isEmpty),
  dropping('ignores drains', ({ f, outcome }) => f === 'drain' && outcome === 'ok'),
  reading('takes a drain for a set of separate dequeues', (history) =>
    history.flatMap((operation) => {
      if (operation.f !== 'drain' || operation.outcome !== 'ok') return [operation]
      return (operation.output as unknown[]).map((output) => ({
        ...operation,
        f: 'dequeue' as const,
        output,
      }))
    }),
  ),
  changing('reads drains from behind', ({ f, output }) =>
    f === 'drain' && Array.isArray(output) ? { output: output.toReversed() } : {},
  ),
  dropping(
    'forgets what was never delivered',
    (operation, history) => operation.f === 'enqueue' && !isDelivered(history, operation),
  ),
  reading('takes each id for one message', (history) => {
    const seen = new Set<unknown>()
    return history.filter(({ f, outcome, input, output }) => {
      const key = JSON.stringify([f, f === 'enqueue' ? input : output])
      if (outcome !== 'ok' || output === null || !seen.has(key)) return seen.add(key)
      return false
    })
  }),
  judgingParts(
    'looks at one message at a time where the queue was empty',
    'fifo: empty although one of two is always inside',
    (history) => {
      const empties = history.filter(isEmpty)
      const rest = history.filter((operation) => !isEmpty(operation))
      const pairs = empties.flatMap((empty) =>
        byMessage(rest).map((message) => together(history, message, [empty])),
      )
      return [rest, ...pairs]
    },
  ),
  judgingParts(
    'looks at one more urgent message at a time',
    'priority: two together are in the way',
    (history, checker) => {
      if (checker !== 'priority' || history.some(({ f, outcome }) => f === 'drain' || outcome !== 'ok'))
        return [history]
      const messages = byMessage(history)
      return messages.flatMap((a) => messages.map((b) => together(history, a, b)))
    },
  ),
  {
    name: 'judges priority and the order of equals apart',
    noticedBy: 'stable-priority: each rule alone holds, not both',
    mutate: (check) => (checker, history, options) => {
      if (checker !== 'stable-priority') return check(checker, history, options)
      const classes = new Set(history.flatMap(({ f, priority }) => (f === 'enqueue' ? [priority ?? 0] : [])))
      const reports = [...classes].map((own) => {
        const ids = new Set(
          history.flatMap(({ f, priority, input }) =>
            f === 'enqueue' && (priority ?? 0) === own ? [input] : [],
          ),
        )
        const part = history.filter(({ f, input, output }) => ids.has(f === 'enqueue' ? input : output))
        return check('fifo', part, options)
      })
      return (
        [check('priority', history, options), ...reports].find(({ valid }) => valid !== true) ??
        check('queue', history, {})
      )
    },
  },
  {
    name: 'never looks beyond where messages come from',
    mutate: (check) => (checker, history, options) => {
      return orderedNames.has(checker) ? check('queue', history, {}) : check(checker, history, options)
    },
  },
  {
    name: 'lets undecided pass',
    mutate: (check) => (checker, history, options) => {
      const report = check(checker, history, options)
      return report.verdict === 'invalid' ? { ...report, verdict: 'pass' } : report
    },
  },
]
