import { describe, expect, test } from 'vitest'
import { configOf, header, runProject, runsFirst } from './support/run-project.ts'
import { scenarioOf, tableOf } from './support/read-results.ts'

const files = (settings = ''): Record<string, string> => ({
  'vitest.config.ts': configOf(settings, 'stress({ graceMs: 400 })'),
  'stress/1-before.stress.ts': `${header}\nstressTest('in an earlier file', { load: few }, work)${runsFirst}`,
  'stress/2-blocks.stress.ts': `${header}
stressTest('passed before', { load: few }, work)
stressTest('blocks for ever', { load: { ...few, iterations: 30 }, timeout: 2_000 }, async ({ iteration }) => {
  await work()
  if (iteration.index === 20) for (;;);
})
stressTest('never ran', { load: few }, work)`,
  'stress/3-after.stress.ts': `${header}\nstressTest('in a later file', { load: few }, work)`,
})

describe('a workload that blocks the event loop for ever', () => {
  test('in a process: that one is killed, and all other files run', async () => {
    const run = await runProject(files())
    expect(run.exitCode).toBe(1)
    expect(run.leftRunning).toBe(false)
    expect(run.metrics!.verdict).toBe('invalid')
    expect(Object.fromEntries(run.metrics!.scenarios.map(({ name, verdict }) => [name, verdict]))).toEqual({
      'in an earlier file': 'pass',
      'passed before': 'pass',
      'blocks for ever': 'invalid',
      'never ran': 'invalid',
      'in a later file': 'pass',
    })
    expect(scenarioOf(run, 'blocks for ever')).toMatchObject({
      cause: 'error',
      problems: [
        'it blocked the event loop: nothing was heard from it by 2.4 s (time limit and grace), so its worker process was killed',
      ],
    })
    expect(scenarioOf(run, 'never ran').problems).toEqual(['it never ran: its worker process ended before'])
    expect(run.output).toContain('Scenario "blocks for ever" is invalid: error.')
    expect(tableOf(run.output)).toHaveLength(5)
  })

  test('in a thread: Vitest is ended, with what is known in the file', async () => {
    const run = await runProject(files(`pool: 'threads'`))
    expect(run.exitCode).toBe(1)
    expect(run.leftRunning).toBe(false)
    expect(run.metrics).toMatchObject({ verdict: 'invalid', interrupted: true })
    expect(scenarioOf(run, 'in an earlier file').verdict).toBe('pass')
    expect(scenarioOf(run, 'passed before').verdict).toBe('pass')
    expect(scenarioOf(run, 'blocks for ever').problems).toEqual([
      'it blocked the event loop: nothing was heard from it by 2.4 s (time limit and grace), so Vitest was ended, since a thread cannot be',
    ])
    expect(run.output).toContain('Metrics  ')
  })
})

test('a run past its timeout that does not block ends by itself, with a verdict', async () => {
  const run = await runProject({
    'stress/slow.stress.ts': `${header}
stressTest('too long', { load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 60_000 }, timeout: 2_000 }, work)
stressTest('next', { load: few }, work)`,
  })
  expect(run.exitCode).toBe(1)
  expect(scenarioOf(run, 'too long')).toMatchObject({
    verdict: 'invalid',
    cause: 'error',
    problems: ['RunEndedError: the run took longer than its time limit of 2 s'],
  })
  expect(scenarioOf(run, 'too long').total_processed).toBeGreaterThan(0)
  expect(scenarioOf(run, 'next').verdict).toBe('pass')
})
