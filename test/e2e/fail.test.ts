import { beforeAll, expect, test } from 'vitest'
import { header, makeProject, runAgain, type ProjectRun } from './support/run-project.ts'
import { readReplay } from './support/read-replay.ts'
import { scenarioOf, tableOf, testOf } from './support/read-results.ts'

const file = 'stress/slow.stress.ts'
let folder: string
let run: ProjectRun

beforeAll(async () => {
  folder = makeProject({
    [file]: `${header}; import { observeDeliveries } from 'vitest-stress/queue'; import { createHash } from 'node:crypto'; const plan: unknown[] = []
stressTest("it's too slow (p99)", {
  load: { executor: 'constant-arrival-rate', ratePerSecond: 200, durationMs: 300, arrivals: 'poisson', agents: 3 },
  data: agentMessages({ mix: { direct: 2, broadcast: 1, 'hard-onboard': 1 } }),
  target: () => new MessageQueueProcessor({ core: new MockMessagingCore() }),
  budgets: { latency: { p99: { maxMs: 0.001 } }, throughput: { minPerSecond: 1 }, successRate: { min: 0.9 } },
  health: { latenessMs: 1_000 },
}, async ({ target, iteration }) => {
  plan.push([iteration.scheduledMs, iteration.agent, iteration.message])
  await target.send(iteration.message)
  // What the seed decides: when, for whom, and every message.
  if (iteration.index === 59) throw Object.assign(new Error(createHash('sha256').update(JSON.stringify(plan)).digest('hex')), { code: 'PLAN' })
})
class LossyCore {
  #count = 0
  #observer: any
  [observeDeliveries](observer: any) { this.#observer = observer; return () => {} }
  async sendMessage(message: any) {
    if (++this.#count % 10 !== 0) this.#observer.delivered(message, message.recipient)
    return { status: 'delivered' as const }
  }
}
stressTest('a core that loses every tenth message', {
  load: { executor: 'per-agent-iterations', agents: 2, iterations: 20 },
  data: agentMessages({ mix: { direct: 1 } }),
  target: () => new MessageQueueProcessor({ core: new LossyCore() }),
  guarantees: ['atLeastOnce', 'exclusiveInbox'],
}, async ({ target, iteration }) => { await target.send(iteration.message) })
stressTest('one in four iterations fails', {
  load: { executor: 'shared-iterations', iterations: 40 },
}, async ({ iteration }) => {
  await work()
  if (iteration.index % 8 === 0) throw Object.assign(new Error('no route to Agent-7'), { code: 'ENOROUTE' })
  if (iteration.index % 8 === 4) throw new TypeError('not a message')
})`,
  })
  run = await runAgain(folder)
})

test('missed limits exit 1, in the file as well as in Vitest', () => {
  expect(run.exitCode, run.output).toBe(1)
  expect(run.metrics!.verdict).toBe('fail')
  expect(run.tests.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed'])
  expect(run.metrics!.scenarios.map(({ verdict, cause }) => [verdict, cause])).toEqual(
    Array.from({ length: 3 }, () => ['fail', null]),
  )
})

test('the text of a failure says what, by how much, and how to have it again', () => {
  const scenario = scenarioOf(run, 'too slow')
  const { actual, samples } = scenario.budgets!.find(({ budget }) => budget === 'latency.p99')!
  const text = testOf(run, 'too slow').failureMessages.join('\n')
  expect(text).toContain(`Scenario "it's too slow (p99)" failed 1 of 3 budgets.`)
  expect(text).toMatch(/✗ latency p99 +at most 0\.001 ms, was [\d.,]+ ms \(\d+ samples/)
  expect(text).toMatch(/✓ throughput +at least 1\/s, was [\d.,]+\/s/)
  expect(text).toMatch(/✓ successRate +at least 90 %, was 98\.3333 % \(59 of 60, 1 failed\)/)
  expect(text).toContain(`(${samples} samples`)
  expect(actual).toBeGreaterThan(0.001)
  expect(text).toContain(`VITEST_STRESS_SEED=${scenario.seed} npx vitest run ${file}`)
})

test('the failure points to the scenario, and to no line of ours', () => {
  const text = testOf(run, 'too slow').failureMessages.join('\n')
  expect(text).toContain(`${file}:2:1`)
  expect(text).not.toMatch(/dist\/|node_modules/)
  expect(run.output).toContain(`${file}:2:1`)
})

test('a broken guarantee names the messages', () => {
  const { guarantees, success_count: succeeded } = scenarioOf(run, 'tenth')
  expect(succeeded).toBe(40)
  expect(guarantees!.ledger).toMatchObject({ attempted: 40, accepted: 40, delivered: 36, lost: 4 })
  const [lost, exclusive] = guarantees!.checks
  expect(lost).toMatchObject({ guarantee: 'atLeastOnce', verdict: 'fail' })
  expect(lost!.examples).toHaveLength(4)
  expect(exclusive).toMatchObject({ guarantee: 'exclusiveInbox', verdict: 'pass' })
  const text = testOf(run, 'tenth').failureMessages.join('\n')
  expect(text).toContain('failed 1 of 2 guarantees')
  expect(text).toMatch(/✗ atLeastOnce +40 accepted, 36 delivered, 4 lost/)
  expect(text).toContain(lost!.examples[0])
})

test('failed iterations are counted by reason', () => {
  const scenario = scenarioOf(run, 'one in four')
  expect(scenario).toMatchObject({
    total_processed: 40,
    success_count: 30,
    failure_count: 10,
    success_rate: 0.75,
  })
  expect(scenario.failures).toEqual([
    { reason: 'ENOROUTE', count: 5, example: 'no route to Agent-7' },
    { reason: 'TypeError', count: 5, example: 'not a message' },
  ])
  const text = testOf(run, 'one in four').failureMessages.join('\n')
  expect(text).toMatch(/✗ successRate +at least 100 %, was 75 % \(30 of 40, 10 failed\)/)
  expect(text).toContain('5 × ENOROUTE: no route to Agent-7')
})

test('the table has a line for each', () => {
  expect(tableOf(run.output)).toEqual([
    expect.stringMatching(/^it's too slow \(p99\) +fail /),
    expect.stringMatching(/^a core that loses every tenth message +fail /),
    expect.stringMatching(/^one in four iterations fails +fail +40 +75 % /),
  ])
})

test('the replay command runs that scenario alone, with the same plan and messages', async () => {
  const first = scenarioOf(run, 'too slow')
  const { seed, args } = readReplay(testOf(run, 'too slow').failureMessages.join('\n'))
  const again = await runAgain(folder, { args, env: { VITEST_STRESS_SEED: seed } })
  expect(again.metrics!.scenarios.map(({ name }) => name)).toEqual([first.name])
  const replayed = scenarioOf(again)
  expect(replayed.seed).toBe(first.seed)
  expect(replayed.plan).toEqual(first.plan)
  expect(replayed.total_processed).toBe(first.total_processed)
  expect(replayed.by_message_type).toEqual(first.by_message_type)
  expect(replayed.by_agent).toEqual(first.by_agent)
  expect(replayed.failures).toEqual(first.failures)

  const other = await runAgain(folder, { args, env: { VITEST_STRESS_SEED: String(Number(seed) + 1) } })
  expect(scenarioOf(other).failures).not.toEqual(first.failures)
})
