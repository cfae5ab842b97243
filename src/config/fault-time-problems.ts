import type { PlannedFault } from '../chaos/planned-fault.ts'
import { renderValue, type Problem } from '../foundation/problem.ts'
import type { FaultSpan } from './fault-span.ts'

/** A fault, and where it stands in the options. */
export interface PlacedFault extends PlannedFault {
  readonly path: string
}

/** What is wrong with when a fault is to open, and when it is to be over. */
export function faultTimeProblems(
  fault: PlacedFault,
  before: readonly PlacedFault[],
  span: FaultSpan,
): Problem[] {
  return [...shapeProblems(fault), ...spanProblems(fault, span), ...overlapProblems(fault, before)]
}

/** Of triggers that this kind of fault cannot have. */
function shapeProblems({ definition, scheduled, path }: PlacedFault): Problem[] {
  const { at, until } = scheduled
  const problems: Problem[] = []
  const isWindow = !('sites' in definition)
  for (const [name, trigger] of [
    ['at', at],
    ['until', until],
  ] as const) {
    if (isWindow && trigger !== null && 'call' in trigger && trigger.site === undefined) {
      const expected = `a site ("queue.ack"), because "${definition.kind}" has no calls of its own`
      problems.push({ path: `${path}.${name}.site`, expected, got: 'nothing' })
    }
  }
  if (isWindow && until !== null && 'times' in until) {
    const expected = `{ ms }, { forMs } or { operations }, because "${definition.kind}" is open over a time`
    problems.push({ path: `${path}.until`, expected, got: renderValue(until) })
  }
  const needsMessage = scheduled.sites.includes('queue.dequeue') && Object.keys(scheduled.where).length > 0
  if (needsMessage) {
    const expected = 'nothing at queue.dequeue: which message comes is known only afterwards'
    problems.push({ path: `${path}.where`, expected, got: renderValue(scheduled.where) })
  }
  return problems
}

/** Of a fault that would open, or be over, at a time when none may be open, or nothing would see it. */
function spanProblems(fault: PlacedFault, { begin, end, isStrict }: FaultSpan): Problem[] {
  const { scheduled, path } = fault
  const { at } = scheduled
  const problems: Problem[] = []
  for (const unit of ['ms', 'operations'] as const) {
    if (!(unit in at)) continue
    const opens = (at as Record<typeof unit, number>)[unit]
    const [first, last] = [begin[unit], end[unit]]
    const named = (bound: number, what: string): string =>
      unit === 'ms' ? `${bound}, ${what}` : `${bound}, the iterations planned by then: ${what}`
    const problem = (expected: string): void =>
      void problems.push({ path: `${path}.at.${unit}`, expected, got: String(opens) })
    if (isStrict && first !== null && opens < first) problem(`at least ${named(first, begin.what)}`)
    if (last !== null && opens >= last)
      problem(isStrict ? `less than ${named(last, end.what)}` : plainEnd(unit, last))
  }
  problems.push(...endProblems(fault, end.operations))
  const [fromMs, toMs] = windowOf(fault)
  if (fromMs !== null && end.ms !== null && toMs !== null && toMs > end.ms) {
    const expected = `a window that ends by ${end.ms} ms, ${end.what}`
    problems.push({ path: `${path}.until`, expected, got: `one that ends at ${toMs} ms` })
  }
  if (fromMs !== null && toMs !== null && toMs <= fromMs) {
    const expected = `more than ${fromMs}, when it opens`
    problems.push({ path: `${path}.until.ms`, expected, got: String(toMs) })
  } else if (!isStrict && toMs !== null && begin.ms !== null && toMs <= begin.ms) {
    const expected = `a window that reaches beyond ${begin.ms} ms, ${begin.what}, which budgets see nothing of`
    problems.push({ path: `${path}.until`, expected, got: `one that ends at ${toMs} ms` })
  }
  return problems
}

function plainEnd(unit: 'ms' | 'operations', end: number): string {
  return unit === 'ms'
    ? `less than ${end}, the planned end of the load`
    : `less than ${end}, the planned iterations of the load`
}

/** An end that is counted and comes before the beginning, or never. */
function endProblems({ scheduled, path }: PlacedFault, plannedIterations: number | null): Problem[] {
  const { at, until } = scheduled
  if (until === null) return []
  const problems: Problem[] = []
  if ('operations' in until) {
    const from = 'operations' in at ? at.operations : 0
    const got = String(until.operations)
    if (until.operations <= from)
      problems.push({ path: `${path}.until.operations`, expected: `more than ${from}, when it opens`, got })
    if (plannedIterations !== null && until.operations > plannedIterations) {
      const expected = `at most ${plannedIterations}, the planned iterations of the load`
      problems.push({ path: `${path}.until.operations`, expected, got })
    }
  }
  const isSame =
    'call' in until && 'call' in at && until.site === at.site && (until.agent ?? at.agent) === at.agent
  if (isSame && until.call <= at.call)
    problems.push({
      path: `${path}.until.call`,
      expected: `more than ${at.call}, when it opens`,
      got: String(until.call),
    })
  return problems
}

/** When it opens and is over, in ms; null where that is no matter of time. The end of the load is Infinity. */
function windowOf({ scheduled: { at, until } }: PlannedFault): [number | null, number | null] {
  if (!('ms' in at)) return [null, null]
  if (until === null) return [at.ms, null]
  if ('forMs' in until) return [at.ms, at.ms + until.forMs]
  return [at.ms, 'ms' in until ? until.ms : null]
}

function overlapProblems(fault: PlacedFault, before: readonly PlacedFault[]): Problem[] {
  if (!isAlone(fault)) return []
  const [fromMs, toMs] = windowOf(fault)
  if (fromMs === null) return []
  return before.flatMap((other) => {
    const [otherFromMs, otherToMs] = windowOf(other)
    if (!isAlone(other) || otherFromMs === null || other.scheduled.on !== fault.scheduled.on) return []
    if (fromMs >= (otherToMs ?? Infinity) || otherFromMs >= (toMs ?? Infinity)) return []
    const kinds = [...new Set([other.definition.kind, fault.definition.kind])].join(' and ')
    const expected = `a time when "${other.scheduled.id}" is not open: of ${kinds}, one fault point can bear one at a time`
    return [{ path: `${fault.path}.at`, expected, got: `a window that overlaps that of ${other.path}` }]
  })
}

function isAlone({ definition }: PlannedFault): boolean {
  return 'alone' in definition && (definition.alone ?? false)
}
