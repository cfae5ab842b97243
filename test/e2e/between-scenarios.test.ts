import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { scenarioOf } from './support/read-results.ts'
import { makeProject, runAgain, type ProjectRun } from './support/run-project.ts'

const head = `
import { stressTest } from 'vitest-stress'
import { MessageQueueProcessor, MockMessagingCore, agentMessages } from 'vitest-stress/queue'
const load = { executor: 'shared-iterations', iterations: 6, concurrency: 2 } as const
type Order = { id: string }
type Listener = (order: Order) => void
const watch = (target: { place: (order: Order) => unknown; listeners: Set<Listener>; last?: Order | null }) => ({
  send: target.place,
  onMessage: (listener: Listener) => { target.listeners.add(listener); if (target.last) listener(target.last); return () => target.listeners.delete(listener) },
  idOf: ({ id }: Order) => id,
  size: 0,
})
const place = ({ target, iteration }: any) => target.place({ id: 'order-' + iteration.index })
`

const files = {
  // What is at the top of a module is there for as long as its process.
  'stress/carries.stress.ts': `${head}
class LastFirst {
  listeners = new Set<Listener>(); last: Order | null = null
  async place(order: Order) { this.last = order; for (const listener of this.listeners) listener(order) }
}
class Deduplicating {
  listeners = new Set<Listener>(); seen = new Set<string>()
  async place(order: Order) { if (this.seen.has(order.id)) return; this.seen.add(order.id); for (const listener of this.listeners) listener(order) }
}
const bus = new LastFirst(), inbox = new Deduplicating(), shared = { load, guarantees: ['exactlyOnce'], observe: watch } as const
let numbers = 0
stressTest('a bus, x', { ...shared, target: () => bus }, place)
stressTest('a bus, y', { ...shared, target: () => bus }, place)
stressTest('seen before', { ...shared, target: () => inbox }, place)
stressTest('counts on', { load, time: 'virtual' }, () => { if (++numbers > 6) throw new Error('order number ' + numbers) })`,
  'stress/clean.stress.ts': `${head}
const processor = new MessageQueueProcessor({ core: new MockMessagingCore() })
const send = async ({ target, iteration }: any) => { await target.send(iteration.message) }
const scenario = { load, data: agentMessages({ agents: 3 }), guarantees: ['exactlyOnce', 'fifoPerKey'] } as const
stressTest('clean, its own', { ...scenario, history: { path: 'kept/own.jsonl' }, target: () => new MessageQueueProcessor({ core: new MockMessagingCore() }) }, send)
stressTest('clean, made before', { ...scenario, target: () => ({ queue: processor, [Symbol.asyncDispose]: async () => {} }), observe: ({ queue }) => queue },
  async ({ target, iteration }) => { await target.queue.send(iteration.message) })
stressTest('clean, nothing shared', { load, time: 'virtual', data: agentMessages({ agents: 3 }) }, () => {})`,
}

const names = ['a bus, x', 'a bus, y', 'seen before', 'counts on']
const clean = ['clean, its own', 'clean, made before', 'clean, nothing shared']
const again = (name: string): string => `${name} (second time)`
/** `.ci/run` takes several, and runs each project without the second times as well. */
const seeds = Number(process.env['SHUFFLE_SEEDS'] ?? 1)

describe.each(Array.from({ length: seeds }, (_, index) => 11 + index))('in the order of seed %i', (seed) => {
  const args = ['--sequence.shuffle', `--sequence.seed=${seed}`]
  let folder: string
  let twice: ProjectRun
  beforeAll(async () => {
    folder = makeProject(files)
    twice = await runAgain(folder, { args, env: { VITEST_STRESS_TWICE: '1' } })
  })

  /** As they ran. */
  const verdictsOf = ({ metrics }: ProjectRun, wanted: readonly string[]): string[] =>
    metrics!.scenarios.filter(({ name }) => wanted.includes(name)).map(({ verdict }) => verdict)

  test('what one scenario leaves, and another one is given, fails the later one', () => {
    const buses = ['a bus, x', 'a bus, y']
    expect(verdictsOf(twice, [...buses, ...buses.map(again)])).toEqual(['pass', 'fail', 'fail', 'fail'])
    const later = twice.metrics!.scenarios.find(
      ({ name, verdict }) => name.startsWith('a bus') && verdict === 'fail',
    )!
    expect(later.problems.join() + JSON.stringify(later.guarantees)).toContain('unexpected')
  })

  test.each(['seen before', 'counts on'])('%s: it is found when it runs twice', (name) => {
    expect(verdictsOf(twice, [name, again(name)])).toEqual(['pass', 'fail'])
    const later = [name, again(name)]
      .map((each) => scenarioOf(twice, each))
      .find(({ verdict }) => verdict === 'fail')!
    expect(later.problems.join()).toContain('something is carried over from one run to the next')
  })

  test('what carries nothing over passes, both times', () => {
    expect(verdictsOf(twice, [...clean, ...clean.map(again)])).toEqual([...clean, ...clean].map(() => 'pass'))
    const histories = readdirSync(join(folder, 'kept'))
    expect(histories.sort()).toEqual(['own.jsonl', 'own.second-time.jsonl'])
    expect(twice.metrics!.scenarios).toHaveLength((names.length + clean.length) * 2)
  })

  test.runIf(seeds > 1)('without being told to, nothing runs twice', async () => {
    const once = await runAgain(folder, { args })
    expect(verdictsOf(once, ['a bus, x', 'a bus, y'])).toEqual(['pass', 'fail'])
    expect(verdictsOf(once, ['seen before', 'counts on', ...clean])).toEqual(Array(5).fill('pass'))
  })
})
