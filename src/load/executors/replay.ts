import { InputError, type Problem } from '../../foundation/problem.ts'
import { custom, positive, z } from '../../foundation/schema.ts'
import { everyone } from '../../model/agent-name.ts'
import { defineExecutor } from '../executor.ts'
import { readTrace, type TraceRecord } from '../read-trace.ts'

/** Starts iterations when a recorded trace says; with `data: recordedMessages(...)` of the same trace, also with what it says. */
export const replay = defineExecutor({
  name: 'replay',
  summary: 'Starts iterations at the times of a recorded trace.',
  model: 'open',
  fields: {
    trace: z
      .union(
        [
          custom<string | URL>('', (value) => typeof value === 'string' || value instanceof URL),
          z.array(z.looseObject({ at_ms: z.number(), recipient: z.string().optional() })),
        ],
        { error: 'a path, a file URL, or an array of { at_ms, ... }' },
      )
      .describe(
        'JSON Lines file, or an array, of `{ at_ms, recipient? }`; `recipient` becomes the agent, `ALL` none',
      ),
    speed: positive().default(1).describe('how many times faster than recorded'),
    maxGapMs: positive('a number of milliseconds above 0')
      .nullable()
      .default(null)
      .describe('longer recorded gaps are cut to this, before `speed` applies'),
  },
  shape({ trace, speed, maxGapMs }) {
    const records = Array.isArray(trace) ? inOrder(trace) : readTrace(trace)
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

/** A trace given in place. Throws `InputError` with every record that comes before the one before it. */
function inOrder(trace: readonly TraceRecord[]): readonly TraceRecord[] {
  const problems = trace.flatMap(({ at_ms }, index): Problem[] => {
    const before = trace[index - 1]?.at_ms ?? at_ms
    if (at_ms >= before) return []
    const expected = `a number that is not below the one before, ${before}`
    return [{ path: `load.trace[${index}].at_ms`, expected, got: String(at_ms) }]
  })
  if (problems.length > 0) throw new InputError('replay', problems)
  return trace
}
