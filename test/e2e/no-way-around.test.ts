import { expect, test } from 'vitest'
import { scenarioOf } from './support/read-results.ts'
import { runProject } from './support/run-project.ts'

const load = `{ executor: 'shared-iterations', iterations: 10 }`
const imports = `
import { expect, test, vi } from 'vitest'
import { runStress, stressTest } from 'vitest-stress'
`

test('a workload cannot skip its test', async () => {
  const run = await runProject({
    'stress/a.stress.ts': `${imports}
stressTest('bad', { load: ${load} }, (context) => {
  if (context.iteration.index === 0) (context as any).skip('nothing to see')
  throw new Error('bad')
})`,
  })
  expect(run.exitCode).toBe(1)
  expect(scenarioOf(run)).toMatchObject({ verdict: 'fail', failure_count: 10 })
})

test('a test that is skipped after its run failed fails the run of Vitest', async () => {
  const run = await runProject({
    'stress/a.stress.ts': `${imports}
import { afterEach } from 'vitest'
afterEach((context) => context.skip())
stressTest('bad', { load: ${load} }, () => { throw new Error('bad') })`,
  })
  expect(run.exitCode).toBe(1)
  expect(run.output).toContain('was skipped after its run had come to "fail"')
  expect(run.metrics).toMatchObject({ verdict: 'fail', problems: [expect.stringContaining('skipped')] })
})

test('a matcher covers what it judged, and nothing else', async () => {
  const run = await runProject({
    'stress/a.stress.ts': `${imports}
test('half a look', async () => {
  const result = await runStress({ load: ${load} }, () => { throw new Error('bad') })
  expect(result).toMeetBudgets({ latency: { p99: { maxMs: 1000 } } })
})
test('a copy', async () => {
  const result = await runStress({ load: ${load} }, () => { throw new Error('bad') })
  JSON.stringify({ ...result })
})`,
  })
  expect(run.exitCode).toBe(1)
  expect(run.output).toContain('Nothing looked at its successRate')
  expect(run.output).toMatch(/2 failed/)
})

test('a plain test is neither retried until it passes nor failed as expected by an invalid run', async () => {
  const run = await runProject({
    'stress/a.stress.ts': `${imports}
test('again', { retry: 2 }, async () => {
  await runStress({ load: ${load} }, () => {})
})
test.fails('as expected', async () => {
  await runStress({ load: ${load}, target: () => { throw new Error('no') } }, () => {})
})`,
  })
  expect(run.exitCode).toBe(1)
  expect(run.output).toContain('must not be repeated until it passes')
  expect(run.output).toContain('its run was invalid: that shows nothing')
})

test('fake timers in a test file do not stop the load', async () => {
  const run = await runProject({
    'stress/a.stress.ts': `${imports}
vi.useFakeTimers()
stressTest('open', {
  load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 200 },
  health: { latenessMs: 5000 },
}, () => {})`,
  })
  expect(run.exitCode).toBe(0)
  expect(scenarioOf(run)).toMatchObject({ verdict: 'pass', total_processed: 20 })
  expect(scenarioOf(run).health!.event_loop_utilization).toBeTypeOf('number')
})

test('a folder that cannot be written to is named, and the run fails', async () => {
  const run = await runProject({
    logs: 'a file where the folder should be',
    'stress/a.stress.ts': `${imports}
stressTest('fine', { load: ${load} }, () => {})`,
  })
  expect(run.exitCode).toBe(1)
  expect(run.output).toContain('(outputFolder)')
  expect(run.output).toContain('scenario')
})

test('a describe that expects failures is judged by verdicts, too', async () => {
  const run = await runProject({
    'stress/a.stress.ts': `${imports}
import { describe } from 'vitest'
describe('expected to fail', { fails: true }, () => {
  stressTest('bad', { load: ${load} }, () => { throw new Error('bad') })
  stressTest('invalid', { load: ${load}, target: () => { throw new Error('no') } }, () => {})
})`,
  })
  expect(run.exitCode).toBe(1)
  expect(scenarioOf(run, 'bad')).toMatchObject({ verdict: 'fail', expected_verdict: 'fail' })
  expect(run.output).toMatch(/1 failed \| 1 passed/)
})
