import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { header, host, makeProject, runAgain, type ProjectRun } from './support/run-project.ts'
import type { MetricsFile, ScenarioMetrics } from '../../src/model/metrics.ts'
import { readResults, scenarioOf, summaryOf } from './support/read-results.ts'
import { cleanEnvironment } from './support/spawn-vitest.ts'

const command = fileURLToPath(new URL(`../../${manifest.bin['vitest-stress']}`, import.meta.url))

/** Three runs of one project: what searches do is tested on virtual time, elsewhere. */
const files = {
  'stress/swarm.stress.ts': `${header}
import { InMemoryMessageQueue } from 'vitest-stress/queue'
const swarm = {
  time: 'virtual',
  load: { executor: 'per-agent-iterations', agents: 3, iterations: 20, iterationTimeoutMs: 500 },
  data: agentMessages({ agents: 3 }),
  target: ({ clock, seed }) => new MessageQueueProcessor({
    clock, agents: 3, core: new MockMessagingCore({ clock, seed, latency: { minMs: 1, maxMs: 5 } }),
    queue: new InMemoryMessageQueue({ clock, leaseMs: 200, maxDeliveries: 50 }),
  }),
  budgets: { successRate: { min: 0 }, deadLettered: { max: 60 } },
  guarantees: ['atLeastOnce'],
}
const send = ({ target, iteration }) => target.send(iteration.message)
describe('swarm', () => {
  stressTest('loses', { ...swarm, chaos: { kinds: ['drop', 'delay', 'ack-lost'] } }, send)
})
let sent = 0
stressTest('is not itself', { ...swarm, faults: [{ kind: 'drop', on: 'queue', at: { call: 9 } }] }, async ({ target, iteration, clock }) => {
  if (++sent === 70) await new Promise((resolve) => clock.after(3, resolve))
  await target.send(iteration.message)
})
stressTest('cannot be shrunk', { ...swarm, time: 'real', shrink: true, faults: [{ kind: 'ack-lost' }] }, send)
test('a plain one', async () => {
  await runStress({ load: few, target: () => ({}) }, work)
})`,
  'stress/gone.stress.ts': `
import { onlyCase } from 'vitest-stress'
onlyCase('swarm > loose', { seed: 1 })
await import('./swarm.stress.ts')`,
}
const onlySwarm = { args: ['swarm.stress'] }
let folder: string
let first: ProjectRun
let shrunk: { status: number | null; stdout: string; stderr: string }
let replayed: MetricsFile
let again: ProjectRun

beforeAll(async () => {
  folder = makeProject(files)
  // By some seeds nothing that is dropped is lost for good.
  first = await runAgain(folder, { ...onlySwarm, env: { VITEST_STRESS_SEED: '7' } })
  const env = { ...cleanEnvironment(), VITEST_STRESS_SEED: '99' }
  const args = [command, 'shrink', `${first.metricsFiles[0]}#0`]
  shrunk = spawnSync(host.node, args, { cwd: folder, env, encoding: 'utf8' })
  replayed = readResults(folder, first.metricsFiles).metrics!
  again = await runAgain(folder, { args: ['shrunk', 'gone'] })
})

describe('a failing run in virtual time', () => {
  test('comes out the same twice, or says where it did not', () => {
    const { reproduction } = scenarioOf(first, 'swarm > loses')
    expect(reproduction!.second_run).toMatchObject({ same: true, history_hash: reproduction!.history_hash })
    expect(scenarioOf(first, 'is not itself').reproduction!.second_run).toMatchObject({ same: false })
    expect(first.output).toMatch(
      /uncontrolled nondeterminism: run again with the same seed, operation \d+ was \w+ \w+ of .+, then /,
    )
  })

  test('is told with the command that replays it', () => {
    const path = `logs/${first.metricsFiles[0]!.split('/').at(-1)}`
    expect(first.output).toContain(
      `Replay   VITEST_STRESS_REPLAY=${path}#0 npx vitest run stress/swarm.stress.ts -t '^swarm( > | )loses$'`,
    )
  })

  test('is replayed alone, with the same schedule and the same history', () => {
    const { faults, seed, reproduction } = scenarioOf(first, 'swarm > loses')
    // The command that shrinks it replays it first.
    expect(replayed.scenarios.map(({ name }) => name)).toEqual(['swarm > loses'])
    const [told] = replayed.scenarios as [ScenarioMetrics]
    expect({ faults: told.faults, seed: told.seed }).toEqual({ faults, seed })
    expect(told.reproduction).toMatchObject({
      history_hash: reproduction!.history_hash,
      replay: { runs: 1, failed: 1, same_history: true },
    })
    expect(shrunk.stderr).toContain('#0: 1 of 1 run failed, with the same history')
  })
})

describe('the command', () => {
  test('writes the smallest case as a test file that fails in the same way', () => {
    expect(shrunk.status, shrunk.stderr).toBe(0)
    const found = JSON.parse(shrunk.stdout) as Record<string, unknown>
    expect(found).toMatchObject({
      file: 'stress/swarm.shrunk.stress.ts',
      kind: 'atLeastOnce: lost',
      minimal: true,
      iterations: 1,
      case: { load: { agents: 1, iterations: 1 }, faults: [{ kind: 'drop' }] },
    })
    expect(readFileSync(join(folder, 'stress/swarm.shrunk.stress.ts'), 'utf8')).toContain(
      "onlyCase('swarm > loses', {",
    )
    expect(summaryOf(again).verdicts).toEqual({ 'swarm > loses': 'fail' })
    const { faults, total_processed, file } = scenarioOf(again)
    expect({ total_processed, file, fired: faults!.schedule.map(({ fired }) => fired) }).toEqual({
      total_processed: 1,
      file: 'stress/swarm.shrunk.stress.ts',
      fired: [1],
    })
  })
})

test('a case of a scenario that is not there fails', () => {
  expect(again.output).toContain(
    'name: expected the name of a scenario that runs, got "swarm > loose"; did you mean "swarm > loses"?',
  )
  expect(again.exitCode).toBe(1)
})

test('what cannot be shrunk is told before the run', () => {
  expect(first.output).toContain(`shrink: expected time: 'virtual'`)
})
