import type { HistoryChecker, HistoryReport } from '../../../src/check/history/checker.ts'
import type { Operation } from '../../../src/model/history.ts'

type Check = HistoryChecker['check']
type Options = Record<string, unknown>

/** A deliberate mistake in one of the checkers: what a checker does that misunderstood one sentence of the format. */
export interface WrongChecker {
  checker: string
  name: string
  mutate(check: Check): Check
}

/** Sees other operations than there were. */
const seeing =
  (change: (operation: Operation, options: Options) => Operation | null) =>
  (check: Check): Check =>
  (operations, options: Options) => {
    const seen = operations
      .map((operation) => change(operation, options))
      .filter((operation) => operation !== null)
    return check(
      seen.sort((a, b) => a.invokeTime - b.invokeTime),
      options,
    )
  }

/** Reports something else than it found; the verdict goes with it. */
const reporting =
  (change: (report: HistoryReport) => object) =>
  (check: Check): Check =>
  (operations, options) => {
    const report = check(operations, options)
    const changed: HistoryReport = { ...report, ...change(report) }
    const verdict = changed.valid === true ? 'pass' : changed.valid === false ? 'fail' : 'invalid'
    return {
      ...changed,
      verdict,
      proof: verdict === 'fail' ? (report.proof ?? { sentence: '', messages: [] }) : null,
    }
  }

const wishing =
  (change: (options: Options) => Options) =>
  (check: Check): Check =>
  (operations, options: Options) =>
    check(operations, change(options))

const without = (kind: Operation['f'], outcome?: Operation['outcome']) =>
  seeing((operation) =>
    operation.f === kind && (outcome === undefined || operation.outcome === outcome) ? null : operation,
  )
const infoAsOk = (kind: Operation['f']) =>
  seeing((operation) =>
    operation.f === kind && operation.outcome === 'info'
      ? { ...operation, outcome: 'ok', completeTime: operation.invokeTime + 1 }
      : operation,
  )
const halfOpen = seeing((operation) => ({ ...operation, completeTime: operation.completeTime - 0.5 }))
const drainAsDequeues = seeing((operation) =>
  operation.f === 'drain' && operation.outcome === 'ok'
    ? { ...operation, output: [...(operation.output as unknown[])].toReversed() }
    : operation,
)

export const wrongCheckers: readonly WrongChecker[] = [
  {
    checker: 'priority-inversion',
    name: 'a lower number is served first',
    mutate: seeing((operation) => ({ ...operation, priority: -(operation.priority ?? 0) })),
  },
  { checker: 'priority-inversion', name: 'times that are equal do not overlap', mutate: halfOpen },
  { checker: 'priority-inversion', name: 'an unknown enqueue was acknowledged', mutate: infoAsOk('enqueue') },
  {
    checker: 'priority-inversion',
    name: 'the bound itself is too many',
    mutate: wishing((options) => ({ ...options, bound: Number(options.bound) - 1 })),
  },
  { checker: 'priority-inversion', name: 'drains are not deliveries', mutate: without('drain') },
  { checker: 'priority-inversion', name: 'the order within a drain is reversed', mutate: drainAsDequeues },
  {
    checker: 'per-key-order',
    name: 'keys are ignored',
    mutate: seeing((operation) => ({ ...operation, key: undefined })),
  },
  {
    checker: 'per-key-order',
    name: 'producers are ignored',
    mutate: seeing((operation) => (operation.f === 'enqueue' ? { ...operation, process: 'all' } : operation)),
  },
  { checker: 'per-key-order', name: 'an unknown enqueue was acknowledged', mutate: infoAsOk('enqueue') },
  {
    checker: 'per-key-order',
    name: 'a failed enqueue may have happened',
    mutate: seeing((operation) =>
      operation.f === 'enqueue' && operation.outcome === 'fail'
        ? { ...operation, outcome: 'info', completeTime: Infinity }
        : operation,
    ),
  },
  { checker: 'per-key-order', name: 'times that are equal do not overlap', mutate: halfOpen },
  {
    checker: 'per-key-order',
    name: 'redelivery out of order is a violation',
    mutate: reporting(({ reorderedEveryDelivery }) => ({
      valid: (reorderedEveryDelivery as []).length === 0,
    })),
  },
  { checker: 'per-key-order', name: 'the order within a drain is reversed', mutate: drainAsDequeues },
  { checker: 'routing', name: 'unknown enqueues can be missing', mutate: infoAsOk('enqueue') },
  { checker: 'routing', name: 'unknown dequeues excuse nothing', mutate: without('dequeue', 'info') },
  {
    checker: 'routing',
    name: 'a torn broadcast is a violation',
    mutate: reporting(({ valid, tornBroadcast }) => ({
      valid: (tornBroadcast as []).length > 0 ? false : valid,
    })),
  },
  { checker: 'routing', name: 'a duplicate is none', mutate: reporting(() => ({ duplicated: [] })) },
  {
    checker: 'routing',
    name: 'any consumer may read an inbox',
    mutate: wishing((options) => ({ ...options, exclusiveInbox: false })),
  },
  {
    checker: 'routing',
    name: 'a broadcast is for the first agent',
    mutate: wishing((options) => ({ ...options, agents: (options.agents as [] | undefined)?.slice(0, 1) })),
  },
  { checker: 'size-limit', name: 'an unknown dequeue took nothing', mutate: without('dequeue', 'info') },
  { checker: 'size-limit', name: 'an unknown drain took nothing', mutate: without('drain', 'info') },
  { checker: 'size-limit', name: 'an unknown enqueue counts as inside', mutate: infoAsOk('enqueue') },
  {
    checker: 'size-limit',
    name: 'the capacity itself is too many',
    mutate: wishing((options) => ({ ...options, capacity: Number(options.capacity) - 1 })),
  },
  {
    checker: 'size-limit',
    name: 'a dequeue takes effect when it completes',
    mutate: seeing((operation) =>
      operation.f === 'dequeue' && operation.outcome === 'ok'
        ? { ...operation, invokeTime: operation.completeTime }
        : operation,
    ),
  },
  {
    checker: 'size-limit',
    name: 'an empty answer took something',
    mutate: seeing((operation) =>
      operation.f === 'dequeue' && operation.output === null && operation.outcome === 'ok'
        ? { ...operation, output: 'x' }
        : operation,
    ),
  },
  {
    checker: 'fairness',
    name: 'whoever was never served is left out',
    mutate: (check) => (operations, options: Options) =>
      check(operations, {
        ...options,
        agents: (options.agents as string[]).filter(
          (agent, i) => i === 0 || operations.some(({ key, process }) => key === agent || process === agent),
        ),
      }),
  },
  {
    checker: 'fairness',
    name: 'an empty answer is a delivery',
    mutate: seeing((operation) =>
      operation.f === 'dequeue' && operation.output === null && operation.outcome === 'ok'
        ? { ...operation, output: 'x' }
        : operation,
    ),
  },
  {
    checker: 'fairness',
    name: 'nothing delivered is perfectly fair',
    mutate: reporting(({ jain, valid }) => (jain === null ? { jain: 1, valid: true } : { jain, valid })),
  },
  {
    checker: 'lease',
    name: 'the lease starts at the invoke',
    mutate: seeing((operation) =>
      operation.f === 'dequeue' && operation.outcome === 'ok'
        ? { ...operation, completeTime: operation.invokeTime }
        : operation,
    ),
  },
  {
    checker: 'lease',
    name: 'the lease starts at the ok',
    mutate: seeing((operation) =>
      operation.f === 'dequeue' && operation.outcome === 'ok'
        ? { ...operation, invokeTime: operation.completeTime }
        : operation,
    ),
  },
  { checker: 'lease', name: 'a nack does not end a lease', mutate: without('nack') },
  { checker: 'lease', name: 'an unknown ack landed', mutate: infoAsOk('ack') },
  { checker: 'lease', name: 'an unknown ack did not land', mutate: without('ack', 'info') },
  {
    checker: 'lease',
    name: 'a dead letter is a delivery like another',
    mutate: wishing((options) => ({ ...options, dlqKey: undefined })),
  },
  {
    checker: 'lease',
    name: 'a queue is drained, whatever was said',
    mutate: wishing((options) => ({ ...options, drained: true })),
  },
  { checker: 'lease', name: 'an unknown dequeue delivered nothing', mutate: without('dequeue', 'info') },
  {
    checker: 'lease',
    name: 'one delivery more than allowed is allowed',
    mutate: wishing((options) => ({
      ...options,
      maxDeliveries: options.maxDeliveries === undefined ? undefined : Number(options.maxDeliveries) + 1,
    })),
  },
  {
    checker: 'lease',
    name: 'leases last a little longer',
    mutate: wishing((options) => ({ ...options, visibilityMs: Number(options.visibilityMs) + 1 })),
  },
  {
    checker: 'log',
    name: 'a failed send is unknown',
    mutate: seeing((operation) =>
      operation.f === 'enqueue' && operation.outcome === 'fail'
        ? { ...operation, outcome: 'info', completeTime: Infinity }
        : operation,
    ),
  },
  { checker: 'log', name: 'an unknown send counts, read or not', mutate: infoAsOk('enqueue') },
  { checker: 'log', name: 'an unknown send never counts', mutate: without('enqueue', 'info') },
  { checker: 'log', name: 'assignments reset nothing', mutate: without('assign') },
  {
    checker: 'log',
    name: 'an assignment resets every key',
    mutate: seeing((operation) => (operation.f === 'assign' ? { ...operation, output: [] } : operation)),
  },
  {
    checker: 'log',
    name: 'keys share one log',
    mutate: seeing((operation) => ({ ...operation, key: undefined })),
  },
  {
    checker: 'log',
    name: 'offsets of reads are not looked at',
    mutate: seeing((operation) =>
      operation.f === 'dequeue' ? { ...operation, offset: undefined } : operation,
    ),
  },
]
