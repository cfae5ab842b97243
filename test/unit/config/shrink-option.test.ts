import { expect, test } from 'vitest'
import { formatProblem } from '../../../src/foundation/problem.ts'
import { resolveScenario } from '../../../src/config/resolve-scenario.ts'

const problemsOf = (options: object): string[] => {
  const resolved = resolveScenario({ target: () => ({}), ...options }, { seed: 1, timeoutMs: null })
  return resolved.ok ? [] : resolved.problems.map(formatProblem)
}

test('only what comes again can be shrunk, and only where something goes wrong on purpose', () => {
  const faults = [{ kind: 'ack-lost' }]
  expect(problemsOf({ shrink: true, time: 'virtual', faults })).toEqual([])
  expect(problemsOf({ shrink: true, time: 'virtual', chaos: {} })).toEqual([])
  expect(problemsOf({ shrink: false })).toEqual([])
  expect(problemsOf({ shrink: true })).toEqual([
    `shrink: expected time: 'virtual', because elsewhere a case that passes may fail the next time, got time: 'real'`,
    'shrink: expected `faults` or `chaos` to be shrunk, got a scenario without',
  ])
  expect(problemsOf({ shrink: 'yes', time: 'virtual', faults })).toEqual([
    'shrink: expected true or false, got "yes"',
  ])
})
