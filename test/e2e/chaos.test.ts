import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openHeader, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, summaryOf } from './support/read-results.ts'

/** One process for all: what faults do is tested on virtual time, elsewhere. */
const files = {
  'stress/chaos.stress.ts': `${openHeader}
import { InMemoryMessageQueue } from 'vitest-stress/queue'
import { appendFileSync } from 'node:fs'
import { z } from 'zod'
import { defineFault } from 'vitest-stress/chaos'
const swarm = {
  seed: 7,
  load: { executor: 'per-agent-iterations', agents: 3, iterations: 20 },
  data: agentMessages({ agents: 3 }),
  target: ({ clock, seed }) => new MessageQueueProcessor({
    clock, agents: 3, core: new MockMessagingCore({ clock, seed, latency: { minMs: 1, maxMs: 5 } }),
    queue: new InMemoryMessageQueue({ clock, leaseMs: 200, maxDeliveries: 50 }),
  }),
  budgets: { successRate: { min: 0 }, deadLettered: { max: 60 } },
  guarantees: ['atLeastOnce'],
}
const send = ({ target, iteration }) => target.send(iteration.message)
const acks = [{ kind: 'ack-lost', at: { call: 4, agent: 'Agent-3' } }, { kind: 'consumer-crash', at: { operations: 30 }, until: { times: 2 } }]
stressTest('survives', { ...swarm, time: 'virtual', faults: acks }, send)
stressTest('survives in real time', { ...swarm, faults: acks }, send)
stressTest('survives what is drawn', { ...swarm, time: 'virtual', chaos: { swarm: true } }, send)
stressTest('loses a message', { ...swarm, time: 'virtual', faults: [{ kind: 'drop', on: 'queue', at: { call: 9 } }], load: { ...swarm.load, iterationTimeoutMs: 500 } }, send)
stressTest('never fires', { ...swarm, time: 'virtual', faults: [{ kind: 'ack-lost', at: { call: 500 } }] }, send)
stressTest('hangs to the end', { ...swarm, time: 'virtual', faults: [{ kind: 'hang', at: { ms: 500 } }], load: { executor: 'constant-concurrency', agents: 3, concurrency: 3, durationMs: 2_000, thinkTimeMs: 50 } }, send)
stressTest('is misspelt', { ...swarm, faults: [{ kind: 'ack-lots' }, { kind: 'delay', delayMs: -1 }] }, send)
stressTest('has no such point', { ...swarm, time: 'virtual', faults: [{ kind: 'delay', on: 'broker' }] }, send)
const lamp = defineFault({
  kind: 'lamp', summary: 'Switches a lamp on.', layer: 'process', parameters: { colour: z.string().default('red') },
  point: { expected: 'a lamp', accepts: (value) => value?.isLamp === true },
  open(point, { colour }, { fired }) {
    fired()
    point.say('on ' + colour)
    return () => point.say('off')
  },
})
test('a fault of their own', async () => {
  const result = await runStress({
    ...swarm, time: 'virtual',
    faults: [{ kind: lamp, on: 'lamp', at: { operations: 5 } }],
    faultPoints: () => ({ lamp: { isLamp: true, say: (what) => appendFileSync('lamp.txt', what + '\\n') } }),
  }, send)
  expect(result.verdict).toBe('pass')
})`,
}
let run: ProjectRun

beforeAll(async () => {
  run = await runProject(files)
})

test('the verdicts', () => {
  expect(summaryOf(run).verdicts).toEqual({
    survives: 'pass',
    'survives in real time': 'pass',
    'survives what is drawn': 'pass',
    'loses a message': 'fail',
    'never fires': 'invalid',
    'hangs to the end': 'pass',
    'is misspelt': 'invalid',
    'has no such point': 'invalid',
    'a fault of their own #1': 'pass',
  })
})

test('what was executed is in the metrics', () => {
  const schedule = (name: string) =>
    scenarioOf(run, name).faults?.schedule.map(({ id, on, fired }) => [id, on, fired])
  const both = [
    ['ack-lost-1', 'queue', 1],
    ['consumer-crash-1', 'consumer', 2],
  ]
  expect(schedule('survives')).toEqual(both)
  expect(schedule('survives in real time')).toEqual(both)
  expect(scenarioOf(run, 'survives what is drawn').faults?.drawn).toMatchObject({
    intensity: 0.5,
    swarm: true,
  })
})

test('a failure says what went wrong on purpose', () => {
  expect(run.output).toContain('drop-1 at queue.enqueue: open')
  expect(run.output).toContain('fault "ack-lost-1" never fired: the run did not come to where it was to open')
})

test('bad schedules are told before the run, all at once', () => {
  expect(run.output).toContain('got unknown kind of fault "ack-lots"; did you mean "ack-lost"?')
  expect(run.output).toContain('faults[1].delayMs: expected a number of milliseconds above 0, got -1')
  expect(run.output).toContain('got unknown fault point "broker"')
})

test('a fault of their own is opened and healed', () => {
  const path = join(run.folder, 'lamp.txt')
  expect(existsSync(path) && readFileSync(path, 'utf8')).toBe('on red\noff\n')
})
