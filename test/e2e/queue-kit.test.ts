import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf } from './support/read-results.ts'

const one = (recipient: string, priority = 0): string =>
  JSON.stringify({
    at_ms: 0,
    sender: 'Captain',
    recipient,
    message_type: 'text',
    priority: priority > 0 ? 'urgent' : 'regular',
    content_bytes: 20,
  })
let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'good.jsonl': [one('Agent-1'), one('Agent-2', 1), one('ALL'), ''].join('\n'),
    'bad.jsonl': ['{', '{"at_ms":"soon"}'].join('\n'),
    'stress/kit.stress.ts': `${header}; import { InMemoryMessageQueue, messagingCoreFrom, recordedMessages, setDefaultCore } from 'vitest-stress/queue'
const load = { executor: 'per-agent-iterations', agents: 3, iterations: 20, concurrency: 4 } as const
const data = agentMessages({ agents: 3, contentBytes: 10, priorities: { 0: 1, 5: 1 } })
const any = { successRate: { min: 0 } } as const
const send = ({ target, iteration }) => target.send(iteration.message)
stressTest('retries', { load, data, budgets: any, guarantees: ['atLeastOnce'],
  target: () => new MessageQueueProcessor({ core: new MockMessagingCore({ successRate: 0.6 }), retryDelayMs: 1, maxAttempts: 20 }) }, send)
stressTest('dead letters', { load, data, budgets: any, guarantees: ['atLeastOnce'],
  target: () => new MessageQueueProcessor({ core: new MockMessagingCore({ successRate: 0.3 }), retryDelayMs: 0, maxAttempts: 2 }) }, send)
stressTest('a full queue that rejects', { load, data, budgets: any, guarantees: ['atMostOnce'], target: () => new MessageQueueProcessor({
  core: new MockMessagingCore({ latency: { minMs: 3, maxMs: 4 } }), concurrency: 1, queue: new InMemoryMessageQueue({ capacity: 2 }) }) }, send)
stressTest('a full queue that makes wait', { load, data, guarantees: ['exactlyOnce'], target: () => new MessageQueueProcessor({
  core: new MockMessagingCore({ latency: { minMs: 0.5, maxMs: 1 } }), concurrency: 2, batchSize: 2, queue: new InMemoryMessageQueue({ capacity: 2, overflow: 'back-pressure' }) }) }, send)
stressTest('leases that run out', { load: { ...load, iterations: 4, concurrency: 1 }, data: agentMessages({ agents: 3, mix: { direct: 1 } }), budgets: any, guarantees: ['exactlyOnce'], target: () => new MessageQueueProcessor({
  core: new MockMessagingCore({ latency: { minMs: 60, maxMs: 70 } }), queue: new InMemoryMessageQueue({ leaseMs: 20, maxDeliveries: 30 }) }) }, send)
let sent = 0
stressTest('a send function', { load, data, budgets: any, target: () => new MessageQueueProcessor({ maxAttempts: 1, core: messagingCoreFrom(async () => {
  if (++sent % 10 === 0) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
}, { refusedWhen: (error) => (error as { code?: string }).code === 'ECONNREFUSED' }) }) }, send)
stressTest('accepted only', { load, data, guarantees: ['atLeastOnce'], target: () => new MessageQueueProcessor({ core: new MockMessagingCore({ latency: { minMs: 1, maxMs: 2 } }) }) },
  ({ target, iteration }) => target.enqueue(iteration.message))
stressTest('no core', { load: few, data, budgets: any, target: () => new MessageQueueProcessor() }, send)
let loaded = 0
stressTest('the default core', { load: few, data, target: () => {
  setDefaultCore(async () => { loaded++; return { core: new MockMessagingCore() } })
  return new MessageQueueProcessor()
} }, send)
stressTest('recorded', { load: { executor: 'shared-iterations', iterations: 6 }, data: recordedMessages('good.jsonl'), guarantees: ['exactlyOnce'],
  target: ({ agents }) => new MessageQueueProcessor({ agents: 4, core: new MockMessagingCore() }) }, send)
const tell = (name: string, make: () => unknown) => stressTest(name, { load: few, target: make as () => object }, work)
tell('bad recording', () => recordedMessages('bad.jsonl').open({ agents: [], random: undefined as never }))
tell('no recording', () => recordedMessages('none.jsonl').open({ agents: [], random: undefined as never }))
tell('bad processor', () => new MessageQueueProcessor({ core: 7, concurency: 1 } as never))
stressTest('one that was closed', { load: few, data, budgets: any, target: async () => { const p = new MessageQueueProcessor({ core: new MockMessagingCore() }); await p.close(); return p } }, send)
afterAll(() => console.log('\\nLOADED ' + loaded))`,
  })
})

const reasons = (name: string): Record<string, number> =>
  Object.fromEntries(scenarioOf(run, name).failures!.map(({ reason, count }) => [reason, count]))

test('bounded retry brings every message to its addressees', () => {
  expect(scenarioOf(run, 'retries')).toMatchObject({
    verdict: 'pass',
    success_count: 60,
    guarantees: { ledger: { lost: 0, dead_lettered: 0 } },
  })
})

test('what is given up on is dead-lettered, and not lost', () => {
  const { verdict, failure_count: failed, guarantees } = scenarioOf(run, 'dead letters')
  const { attempted, delivered, dead_lettered: givenUp, lost } = guarantees!.ledger!
  // 30 direct, 15 broadcasts to three, 15 onboardings.
  expect({ verdict, attempted, lost }).toEqual({ verdict: 'pass', attempted: 90, lost: 0 })
  expect(givenUp).toBeGreaterThan(0)
  expect(delivered + givenUp).toBe(90)
  expect(reasons('dead letters')).toEqual({ 'dead-lettered': failed })
})

test('a full queue rejects, or makes wait', () => {
  const {
    failure_count: refused,
    success_count: taken,
    queue_depth: depth,
  } = scenarioOf(run, 'a full queue that rejects')
  expect(reasons('a full queue that rejects')).toEqual({ refused })
  expect(refused).toBeGreaterThan(0)
  expect(taken).toBe(60 - refused)
  expect(depth!.max).toBeLessThanOrEqual(3)
  expect(scenarioOf(run, 'a full queue that makes wait')).toMatchObject({
    verdict: 'pass',
    success_count: 60,
    failures: [],
  })
})

test('a lease that runs out brings a message twice, and the ledger sees it', () => {
  const { verdict, guarantees } = scenarioOf(run, 'leases that run out')
  expect(verdict).toBe('fail')
  expect(guarantees!.ledger!.duplicated).toBeGreaterThan(0)
})

test('a send function is a core', () => {
  const { failure_count: failed } = scenarioOf(run, 'a send function')
  expect(failed).toBeGreaterThan(0)
  expect(reasons('a send function')).toEqual({ 'dead-lettered': failed })
})

test('accepted is not yet delivered, and the drain waits for it', () => {
  expect(scenarioOf(run, 'accepted only')).toMatchObject({
    verdict: 'pass',
    guarantees: { ledger: { accepted: 90, delivered: 90, pending: 0 } },
  })
})

test('the default core is loaded once, at the first send; without one that is the error', () => {
  expect(scenarioOf(run, 'no core').failures).toMatchObject([
    { count: 10, example: expect.stringContaining('no messaging core: pass one') },
  ])
  expect(scenarioOf(run, 'the default core')).toMatchObject({ verdict: 'pass', success_count: 10 })
  expect(run.output).toContain('LOADED 1')
})

test('recorded messages go to whom they went', () => {
  expect(scenarioOf(run, 'recorded')).toMatchObject({
    verdict: 'pass',
    deliveries_by_agent: { 'Agent-1': 4, 'Agent-2': 4, 'Agent-3': 2, 'Agent-4': 2 },
  })
})

test('mistakes are told with every problem', () => {
  const problems = (name: string): string => scenarioOf(run, name).problems.join('\n')
  expect(problems('bad recording')).toMatch(
    /6 problems[^]*bad\.jsonl:1: expected a JSON object[^]*bad\.jsonl:2\.sender/,
  )
  expect(problems('no recording')).toMatch(/none\.jsonl: expected a file that can be read, got ENOENT/)
  expect(problems('bad processor')).toMatch(/core: expected a messaging core[^]*did you mean "concurrency"\?/)
  expect(reasons('one that was closed')).toEqual({ refused: 10 })
})
