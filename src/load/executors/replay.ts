import { InputError, type Problem } from '../../foundation/problem.ts'
import { atLeastZero, check, custom, positive, z } from '../../foundation/schema.ts'
import { everyone } from '../../model/agent-names.ts'
import { defineExecutor } from '../executor.ts'
import { readTrace, type TraceRecord } from '../read-trace.ts'

/** Starts iterations when a recorded trace says; with `data: recordedMessages(...)` of the same trace, also with what it says. */
export const replay = defineExecutor({
  name: 'replay',
  summary: 'Starts iterations at the times of a recorded trace.',
  model: 'open',
  fields: {
    trace: custom<string | URL | readonly TraceRecord[]>(
      'a path, a file URL, or an array of { at_ms, ... }',
      (value) => typeof value === 'string' || value instanceof URL || Array.isArray(value),
    ).describe(
      'JSON Lines file, or an array, of `{ at_ms, recipient? }`; `recipient` becomes the agent, `ALL` none',
    ),
    speed: positive().default(1).describe('how many times faster than recorded'),
    maxGapMs: positive('a number of milliseconds above 0')
      .nullable()
      .default(null)
      .describe('longer recorded gaps are cut to this, before `speed` applies'),
  },
  shape({ trace, speed, maxGapMs }) {
    const records = isInPlace(trace) ? checkTrace(trace) : readTrace(trace)
    const timesMs: number[] = []
    let at = 0
    for (const [index, record] of records.entries()) {
      const gap = index === 0 ? 0 : record.at_ms - records[index - 1]!.at_ms
      at += Math.min(gap, maxGapMs ?? Infinity) / speed
      timesMs.push(at)
    }
    const named = records.some(({ recipient }) => recipient !== undefined)
    const agentOfIteration = named ? records.map(({ recipient }) => agentOf(recipient)) : null
    return { model: 'open', arrivals: { kind: 'times', timesMs }, agentOfIteration }
  },
})

function agentOf(recipient: unknown): string | null {
  return typeof recipient === 'string' && recipient !== everyone ? recipient : null
}

function isInPlace(trace: string | URL | readonly TraceRecord[]): trace is readonly TraceRecord[] {
  return Array.isArray(trace)
}

const records = z.array(
  z.looseObject({
    at_ms: atLeastZero('a number of milliseconds, 0 or more'),
    recipient: z.string({ error: 'a string' }).optional(),
  }),
)

/** A trace given in place. Throws `InputError` with every bad record, and every one that goes back in time. */
function checkTrace(trace: readonly TraceRecord[]): readonly TraceRecord[] {
  const checked = check(records, trace, 'load.trace')
  if (!checked.ok) throw new InputError('replay', checked.problems)
  const problems = trace.flatMap(({ at_ms }, index): Problem[] => {
    const before = trace[index - 1]?.at_ms ?? at_ms
    if (at_ms >= before) return []
    const expected = `a number that is not below the one before, ${before}`
    return [{ path: `load.trace[${index}].at_ms`, expected, got: String(at_ms) }]
  })
  if (problems.length > 0) throw new InputError('replay', problems)
  return trace
}
