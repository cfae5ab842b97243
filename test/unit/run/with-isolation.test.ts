import { expect, test } from 'vitest'
import type { Coverage, IsolationMetrics } from '../../../src/model/isolation-metrics.ts'
import type { ScenarioMetrics } from '../../../src/model/metrics.ts'
import { withIsolation } from '../../../src/run/with-isolation.ts'

const judged = (reason: string, files: Coverage, verdict: ScenarioMetrics['verdict'] = 'fail') => {
  const failures = [{ reason, count: 1, example: '' }]
  const metrics = { verdict, problems: ['before'], failures } as unknown as ScenarioMetrics
  const isolation: IsolationMetrics = {
    strength: 'sealed',
    surfaces: { network: 'intercepted', files },
    attempts: [],
    violations: 0,
    leaks: null,
    heap: null,
  }
  const outcome = withIsolation({ metrics, recording: null, evidence: null }, isolation)
  expect(outcome.metrics.verdict).toBe(verdict)
  return outcome.metrics.problems.slice(1)
}

test.each(['ERR_ACCESS_DENIED', 'ERR_DLOPEN_DISABLED'])('what to do about %s is said', (code) => {
  expect(judged(code, 'enforced')).toEqual([
    'Node denies it to a sealed file: `// @stress-isolation-enforce false` at its top lets the guards alone watch it (docs/guide/isolation.md)',
  ])
})

test('but not of other errors, of what no sealed process was denied, or where it was let pass', () => {
  expect(judged('EACCES', 'enforced')).toEqual([])
  expect(judged('ERR_ACCESS_DENIED', 'intercepted')).toEqual([])
  expect(judged('ERR_ACCESS_DENIED', 'enforced', 'pass')).toEqual([])
})
