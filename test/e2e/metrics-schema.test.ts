import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, expect, test } from 'vitest'
import { header, openHeader, runProject, type ProjectRun } from './support/run-project.ts'

const schema = JSON.parse(
  readFileSync(new URL('../../metrics.schema.json', import.meta.url), 'utf8'),
) as object
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
let [sound, damaged]: ProjectRun[] = []

beforeAll(async () => {
  sound = await runProject({
    'stress/a.stress.ts': `${header}
stressTest('messages', { load: { executor: 'per-agent-iterations', agents: 9, iterations: 10 }, data: agentMessages(),
  target: () => new MessageQueueProcessor({ core: new MockMessagingCore() }), guarantees: ['exactlyOnce'],
  budgets: { agents: { '*': { latency: { p99: { maxMs: 10_000 } } } } },
}, ({ target, iteration }) => target.send(iteration.message))
stressTest('open, with warm-up', { load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 1_200, warmupMs: 100, maxInFlight: 1, maxQueueMs: 1 },
  budgets: { successRate: { min: 0 } }, health: { latenessMs: 1_000 } },
  () => new Promise((resolve) => setTimeout(resolve, 25)))
stressTest('replay', { load: { executor: 'replay', trace: [{ at_ms: 0, recipient: 'a' }, { at_ms: 90, recipient: 'b' }] }, health: { latenessMs: 1_000 } }, work)
test('a run', async () => { expect((await runStress({ load: few }, work)).verdict).toBe('pass') })`,
  })
  damaged = await runProject({
    'stress/a.stress.ts': `${openHeader}
stressTest('failed', { load: few }, () => { throw new Error('no') })
stressTest('bad input', { load: 7 as never }, work)
stressTest('killed', { load: { ...few, iterations: 400 } }, async ({ iteration }) => { await work(); if (iteration.index === 390) process.kill(process.pid, 'SIGKILL') })
stressTest('never ran', { load: few }, work)`,
  })
})

test('the file of a sound run validates against the published schema', () => {
  expect(validate(sound!.metrics), JSON.stringify(validate.errors, null, 2)).toBe(true)
  expect(
    sound!.metrics!.scenarios.map(({ verdict }) => verdict),
    sound!.output,
  ).toEqual(['pass', 'pass', 'pass', 'pass'])
})

test('and so does that of a run with a killed worker', () => {
  expect(validate(damaged!.metrics), JSON.stringify(validate.errors, null, 2)).toBe(true)
  expect(damaged!.metrics!.scenarios.map(({ verdict }) => verdict)).toEqual([
    'fail',
    'invalid',
    'invalid',
    'invalid',
  ])
})

test('the schema is strict: a field too many or too few is not valid', () => {
  expect(validate({ ...sound!.metrics, extra: 1 })).toBe(false)
  const { verdict: _, ...missing } = sound!.metrics!
  expect(validate(missing)).toBe(false)
  const [first] = sound!.metrics!.scenarios
  expect(validate({ ...sound!.metrics, scenarios: [{ ...first, seed: 'x' }] })).toBe(false)
})

test('an open load counts what it dropped, and its timeline adds up', () => {
  const open = sound!.metrics!.scenarios.find(({ name }) => name.startsWith('open'))!
  expect(open.dropped_iterations).toBeGreaterThan(0)
  expect(open.total_processed + open.dropped_iterations + open.unfinished_iterations).toBe(
    open.plan!.planned_iterations,
  )
  const sum = (field: 'succeeded' | 'dropped'): number =>
    open.timeline!.reduce((total, second) => total + second[field], 0)
  expect(sum('succeeded')).toBe(open.success_count)
  expect(sum('dropped')).toBe(open.dropped_iterations)
  expect(open.plan!.warmup_ms).toBe(100)
  // Figures of the steady phase leave the warm-up out.
  expect(open.latency!.response!.count).toBeLessThan(open.plan!.planned_iterations!)
})
