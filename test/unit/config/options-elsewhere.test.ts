import { expect, test } from 'vitest'
import { resolveCapacity } from '../../../src/config/resolve-capacity.ts'
import { resolveScenario } from '../../../src/config/resolve-scenario.ts'
import { formatProblem } from '../../../src/foundation/problem.ts'

const load = { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 1_000 }
const linesOf = (options: Record<string, unknown>): string[] => {
  const resolved = resolveScenario(options, { seed: 1, timeoutMs: null })
  return resolved.ok ? [] : resolved.problems.map(formatProblem)
}

test.each<[Record<string, unknown>, string, string | null]>([
  [{ load, windows: [] }, 'windows', 'budgets.windows exists'],
  [{ load, latency: {} }, 'latency', 'budgets.latency exists'],
  [{ load, timing: 'precise' }, 'timing', 'load.timing exists'],
  [{ load, maxInFlight: 4 }, 'maxInFlight', 'load.maxInFlight exists'],
  [{ load, concurrency: 4 }, 'concurrency', 'load.concurrency exists'],
  [{ load, durationMs: 4 }, 'durationMs', 'load.durationMs exists'],
  [{ loads: { a: load }, concurrency: 4 }, 'concurrency', 'loads.<name>.concurrency exists'],
  [{ load, latenessMs: 4 }, 'latenessMs', 'health.latenessMs exists'],
  [{ load, count: 2 }, 'count', 'workers.count exists'],
  [{ load, everyMs: 1_000 }, 'everyMs', 'budgets.windows[].everyMs exists'],
  [
    { load, p99: { maxMs: 5 } },
    'p99',
    'budgets.latency.p99 and budgets.serviceTime.p99 and budgets.lateness.p99 exist',
  ],
  [{ load: { ...load, budgets: {} } }, 'load.budgets', 'budgets exists'],
  [{ load: { ...load, startAfterMs: 5 } }, 'load.startAfterMs', null],
  [{ loads: { a: { ...load, windows: [] } } }, 'loads.a.windows', 'budgets.windows exists'],
  [{ load, budgets: { maxInFlight: 3 } }, 'budgets.maxInFlight', 'load.maxInFlight exists'],
  [
    { load, budgets: { windows: [{ everyMs: 1_000, heapPeak: {} }] } },
    'budgets.windows[0].heapPeak',
    'budgets.heapPeak exists',
  ],
])('%o: where %s is an option is told', (options, path, hint) => {
  const line = linesOf(options).find((each) => each.startsWith(`${path}: `))
  expect(line).toContain(`got unknown option "${path.split('.').at(-1)}"`)
  if (hint === null) expect(line).not.toMatch(/exists?$/)
  else expect(line?.endsWith(`; ${hint}`), line).toBe(true)
})

test('what exists nowhere is told as before, and the place of its executor alone says nothing', () => {
  expect(linesOf({ load, budgts: {} })[0]).toMatch(/unknown option "budgts"; did you mean "budgets"\?$/)
  // `concurrency` of other executors stands at the very path that was given.
  expect(linesOf({ load: { ...load, concurrency: 3 } })[0]).not.toMatch(/exists?$/)
})

test('findCapacity knows its own places, and says each once', () => {
  const budgets = { latency: { p99: { maxMs: 5 } }, timing: 'precise' }
  const search = { minPerSecond: 1, maxPerSecond: 10 }
  const resolved = resolveCapacity({ search, probeMs: 5, budgets }, { seed: 1 })
  const lines = resolved.ok ? [] : resolved.problems.map(formatProblem)
  expect(lines).toEqual([
    expect.stringMatching(/^budgets\.timing: .*; search\.timing exists$/),
    expect.stringMatching(/^probeMs: .*; search\.probeMs exists$/),
  ])
})
