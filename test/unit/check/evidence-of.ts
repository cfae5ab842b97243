import { accountDeliveries } from '../../../src/check/delivery-account.ts'
import type { Evidence } from '../../../src/check/evidence.ts'
import { judge } from '../../../src/check/run-checks.ts'
import { resolveGuarantees } from '../../../src/config/resolve-guarantees.ts'
import type { LoggedKind } from '../../../src/record/logged-kind.ts'
import { HistoryLog } from '../../../src/record/history-log.ts'
import { Ledger } from '../../../src/record/ledger.ts'

/** `enqueue 0 ok`: at the next millisecond it begins, at the one after it ends; `@5` and `-9` say when instead. */
export type Line = string

export interface Settings extends Partial<Omit<Evidence, 'account' | 'history'>> {
  lines: readonly Line[]
  drained?: boolean
  missed?: number
  /** By message. */
  priorities?: readonly number[]
  keys?: readonly string[]
  /** The producer of every message. */
  producer?: string
}

/** Evidence of what `lines` tell: `<kind> <message or ?> <outcome> [inbox] [@invoke-complete in ms] [by <line>]`. */
export function evidenceOf(settings: Settings): Evidence {
  const { lines, drained = true, missed = 0, priorities = [], keys = [], producer = 'p', ...more } = settings
  const clock = { ms: 0 }
  const log = new HistoryLog(() => clock.ms, 1_000)
  const ledger = new Ledger()
  const events: [ms: number, order: number, event: () => void][] = []
  const numbers: number[] = []
  lines.forEach((line, index) => {
    const { kind, sequence, outcome, inbox, from, to, by } = parse(line, index)
    const message =
      sequence === null ? null : { producer, sequence, priority: priorities[sequence], key: keys[sequence] }
    const isMove = kind === 'enqueue' || kind === 'ack' || kind === 'nack'
    events.push([
      from,
      2 * index,
      () => {
        if (kind === 'deadLetter') {
          log.instant('deadLetter', message!, inbox)
          ledger.deadLettered(message!, inbox)
          return
        }
        const client = by === null ? undefined : numbers[by]
        numbers[index] = log.begin(kind, isMove ? message : null, inbox, client)
        if (kind === 'enqueue') ledger.enqueueInvoked(message!, [inbox])
      },
    ])
    if (kind === 'deadLetter' || outcome === 'open') return
    events.push([
      to,
      2 * index + 1,
      () => {
        const number = numbers[index]!
        if (outcome === 'ok') log.ok(number, kind === 'dequeue' ? message : null)
        else if (outcome === 'fail') log.fail(number)
        else log.unknown(number)
        if (kind === 'enqueue' && outcome === 'ok') ledger.enqueueOk(message!, [inbox])
        if (kind === 'enqueue' && outcome === 'fail') ledger.enqueueFailed(message!, [inbox])
        if (kind === 'dequeue' && outcome === 'ok') ledger.delivered(message!, inbox)
      },
    ])
  })
  events.sort(([a, i], [b, j]) => a - b || i - j)
  for (const [ms, , event] of events) {
    clock.ms = ms
    event()
  }
  return {
    place: 'queue',
    knowsInboxes: false,
    capabilities: null,
    ...more,
    account: accountDeliveries(ledger, drained, 'observed'),
    history: {
      size: log.size,
      operations: log.operations(),
      missed,
      drained,
      label: (p, sequence) => `${p}:${sequence}`,
    },
  }
}

export function judgeOne(guarantee: unknown, evidence: Evidence) {
  const resolved = resolveGuarantees([guarantee], 'guarantees')
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  return judge(resolved.value[0]!, evidence)
}

function parse(line: Line, index: number) {
  const words = line.split(' ')
  const [kind, name, outcome = 'ok'] = words as [LoggedKind, string, string?]
  const inbox = words.slice(3).find((word) => /^[a-z]/.test(word) && word !== 'by') ?? 'queue'
  const times = /@([\d.]+)(?:-([\d.]+))?/.exec(line)
  const by = /by (\d+)/.exec(line)
  const from = times ? Number(times[1]) : 2 * index
  const to = times?.[2] === undefined ? (times ? from : from + 1) : Number(times[2])
  return {
    kind,
    sequence: name === '?' ? null : Number(name),
    outcome,
    inbox,
    from,
    to,
    by: by ? Number(by[1]) : null,
  }
}
