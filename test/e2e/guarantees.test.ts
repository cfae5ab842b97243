import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { header, host, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject(
    {
      'stress/guarantees.stress.ts': `${header}
import { boundedInversion, capacity, defineChecker, lease, sometimes } from 'vitest-stress'
import { InMemoryMessageQueue, type Lease, type Message, type MessageQueue } from 'vitest-stress/queue'
import { z } from 'zod'
/** The last message first, where several wait. */
class Stack implements MessageQueue {
  readonly capabilities = { ...new InMemoryMessageQueue().capabilities, leaseMs: null }
  readonly waiting: Message[] = []
  readonly held = new Set<Lease>()
  readonly deadLetters = []
  readonly deadLetterCount = 0
  get size() { return this.waiting.length }
  get inFlight() { return this.held.size }
  async enqueue(message: Message) { this.waiting.push(message) }
  offer(message: Message) { this.waiting.push(message); return true }
  take() {
    const message = this.waiting.pop()
    if (!message) return null
    const lease = { message, deliveryCount: 1, expiresAtMs: Infinity }
    this.held.add(lease)
    return lease
  }
  async dequeue() { return this.take() }
  ack(lease: Lease) { return this.held.delete(lease) }
  nack(lease: Lease) { return this.held.delete(lease) && this.offer(lease.message) }
  onDeadLetter() { return () => {} }
  close() {}
}
class Orders {
  readonly listeners = new Set<(order: { id: string }) => void>()
  constructor(readonly copies: (id: string) => number) {}
  async place(order: { id: string }) { for (let i = 0; i < this.copies(order.id); i++) for (const listener of this.listeners) listener(order) }
  get size() { return 0 }
}
const watch = (target: Orders) => ({
  send: target.place,
  onMessage: (listener: (order: { id: string }) => void) => { target.listeners.add(listener); return () => target.listeners.delete(listener) },
  idOf: ({ id }: { id: string }) => id,
  size: 0,
})
const one = { executor: 'shared-iterations', iterations: 40, concurrency: 1 } as const
const data = agentMessages({ agents: 3 })
const alternate = async ({ target, iteration }: { target: MessageQueue; iteration: any }) => {
  await target.enqueue(iteration.message)
  for (let i = 0; i < (iteration.index % 4 === 3 ? 4 : 0); i++) { const held = target.take(); if (held) target.ack(held) }
}
stressTest('a queue by what it promises', { load: one, data, target: () => new InMemoryMessageQueue({ capacity: 100 }) }, alternate)
stressTest('a stack that should be a queue', { load: one, data, target: () => new Stack(), guarantees: ['fifo', 'atLeastOnce'],
  history: { path: 'histories/stack.jsonl' } }, alternate)
stressTest('bounds and leases', { load: one, data, target: () => new InMemoryMessageQueue({ capacity: 10 }),
  guarantees: [capacity(3), boundedInversion(0), lease({ visibilityMs: 30_000, maxDeliveries: 5 }), { checker: 'stable-priority' }], sometimes: ['nacked'] },
  async ({ target, iteration }) => {
    await target.enqueue(iteration.message)
    if (iteration.index % 4 !== 3) return
    for (let i = 0; i < 5; i++) { const held = target.take(); if (held) sometimes('nacked', i === 0) ? target.nack(held) : target.ack(held) }
  })
stressTest('nothing redelivered', { load: one, data, target: () => new InMemoryMessageQueue(), guarantees: [lease({ visibilityMs: 30_000 })] }, alternate)
stressTest('never happened', { load: few, sometimes: ['declared'] }, () => { sometimes('asked', false) })
stressTest('no room', { load: one, data, target: () => new InMemoryMessageQueue(), guarantees: ['priority'], history: { maxOperations: 5 } }, alternate)
stressTest('orders that come once', { load: few, target: () => new Orders(() => 1), observe: watch, guarantees: ['exactlyOnce'] },
  ({ target, iteration }) => target.place({ id: 'order-' + iteration.index }))
stressTest('orders that come twice', { load: few, target: () => new Orders((id) => id === 'order-7' ? 2 : 1), observe: watch, guarantees: ['exactlyOnce'] },
  ({ target, iteration }) => target.place({ id: 'order-' + iteration.index }))
stressTest('orders past the observer', { load: few, target: () => new Orders(() => 0), observe: (target) => ({ ...watch(target), send: () => 0 }) , guarantees: ['exactlyOnce'] },
  ({ target, iteration }) => target.place({ id: 'order-' + iteration.index }))
const even = defineChecker({ name: 'even', summary: 'An even number came out.', optionsSchema: z.strictObject({ remainder: z.number() }),
  check: (operations, { remainder }) => {
    const valid = operations.filter(({ f, outcome }) => f === 'dequeue' && outcome === 'ok').length % 2 === remainder
    return { valid, verdict: valid ? 'pass' : 'fail', proof: null }
  } })
stressTest('a checker of your own', { load: one, data, target: () => new InMemoryMessageQueue(), guarantees: [{ checker: even, options: { remainder: 0 } }] }, alternate)
test('asked afterwards', async () => {
  const result = await runStress({ load: one, data, target: () => new Stack(), guarantees: ['atLeastOnce'] }, alternate)
  expect(result).toKeepGuarantees(['atLeastOnce', 'exactlyOnce', { checker: 'routing', options: { agents: ['queue'] } }])
  expect(result).not.toKeepGuarantees(['fifo'])
})`,
    },
    // By one seed of fifty, no two messages of different priority wait together, which is then rightly no evidence.
    { env: { VITEST_STRESS_SEED: '7' } },
  )
})

const checksOf = (name: string) =>
  (scenarioOf(run, name).guarantees?.checks ?? []).map(({ guarantee, verdict }) => [guarantee, verdict])

test('what a queue promises is judged by default; what nothing put to the test is told', () => {
  const { verdict, guarantees } = scenarioOf(run, 'a queue by what it promises')
  expect(checksOf('a queue by what it promises')).toEqual([
    ['atLeastOnce', 'pass'],
    ['priority', 'pass'],
    ['capacity(100)', 'pass'],
  ])
  expect(verdict).toBe('pass')
  expect(guarantees!.notes).toEqual([
    expect.stringMatching(
      /^lease\(30000 ms\) is promised, and was not judged: nothing was delivered a second time/,
    ),
  ])
})

describe('a violated guarantee', () => {
  const name = 'a stack that should be a queue'

  test('is proven by the messages that show it, in the text and in the JSON', () => {
    const { verdict, guarantees } = scenarioOf(run, name)
    const [check] = guarantees!.checks
    expect({ verdict, of: check!.verdict }).toEqual({ verdict: 'fail', of: 'fail' })
    const { sentence, messages, drawing } = check!.proof!
    expect(sentence).toMatch(/came out by/)
    expect(messages.length).toBeGreaterThan(1)
    expect(messages.length).toBeLessThanOrEqual(8)
    for (const { message, enqueue } of messages) {
      expect(message).toMatch(/^producer-\d+:\d+$/)
      expect(enqueue![1]).toBeGreaterThanOrEqual(enqueue![0])
    }
    const [text] = testOf(run, name).failureMessages
    for (const line of [sentence, ...drawing.split('\n')]) expect(text).toContain(line)
  })

  test('was announced as more than is promised, before the load', () => {
    const note = 'fifo is asserted, more than the observed system declares'
    expect(run.output).toContain(`${name}: ${note}`)
    expect(scenarioOf(run, name).guarantees!.notes).toEqual([expect.stringContaining(note)])
  })

  test('is found by the command line in the history that was written', () => {
    const path = join(run.folder, 'histories/stack.jsonl')
    expect(existsSync(path)).toBe(true)
    const manifest = createRequire(join(run.folder, 'x.js')).resolve('vitest-stress/package.json')
    const command = join(dirname(manifest), 'dist/cli.js')
    const { status, stdout } = spawnSync(host.node, [command, 'check', path, '--checker', 'fifo'], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    const { proof } = JSON.parse(stdout) as { proof: { sentence: string } }
    expect(proof.sentence).toBe(scenarioOf(run, name).guarantees!.checks[0]!.proof!.sentence)
  })
})

test('bounds and leases are judged under their names, and so is what happened sometimes', () => {
  expect(checksOf('bounds and leases')).toEqual([
    ['capacity(3)', 'fail'],
    ['boundedInversion(0)', 'pass'],
    ['lease(30000 ms)', 'pass'],
    ['stable-priority', 'pass'],
    ['sometimes(nacked)', 'pass'],
  ])
})

test.each([
  ['nothing redelivered', 'no-evidence', [['lease(30000 ms)', 'invalid']]],
  [
    'never happened',
    'no-evidence',
    [
      ['sometimes(declared)', 'invalid'],
      ['sometimes(asked)', 'invalid'],
    ],
  ],
  ['no room', 'overflow', [['priority', 'invalid']]],
  ['orders past the observer', 'no-evidence', [['exactlyOnce', 'invalid']]],
])('%s: invalid, never a pass', (name, cause, checks) => {
  expect(scenarioOf(run, name)).toMatchObject({ verdict: 'invalid', cause })
  expect(checksOf(name)).toEqual(checks)
})

test('any system with a way in, a way out and ids is accounted for', () => {
  expect(scenarioOf(run, 'orders that come once')).toMatchObject({
    verdict: 'pass',
    guarantees: { ledger: { accepted: 10, delivered: 10 } },
  })
  expect(scenarioOf(run, 'orders that come twice').verdict).toBe('fail')
  expect(testOf(run, 'orders that come twice').failureMessages[0]).toContain('order-7')
})

test('a checker of your own is a guarantee, and matchers take all of them', () => {
  expect(checksOf('a checker of your own')).toEqual([['even', 'pass']])
  expect(testOf(run, 'asked afterwards')).toMatchObject({ status: 'passed' })
})
