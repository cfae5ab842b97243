// The workload's context: the target's type, Vitest's context, fixtures.
import { stressTest, type ModuleWorkload, type StressTest, type TargetContext } from 'vitest-stress'
import { MessageQueueProcessor, MockMessagingCore, agentMessages } from 'vitest-stress/queue'

stressTest(
  'a target',
  { data: agentMessages(), target: () => new MessageQueueProcessor({ core: new MockMessagingCore() }) },
  async ({ target, iteration, task, signal, annotate, expect, onTestFinished }) => {
    const sent: Promise<void> = target.send(iteration.message)
    const agent: string | null = iteration.agent
    const ended: boolean = iteration.signal.aborted || signal.aborted
    expect(task.name).toBe('')
    onTestFinished(() => {})
    await annotate('')
    // @ts-expect-error no such method
    target.sendAll()
    return [await sent, agent, ended]
  },
)
stressTest(
  'an asynchronous target, and what it is given',
  {
    target: async ({ agents, seed, signal }) => {
      const names: readonly string[] = agents
      const number: number = seed
      const ended: boolean = signal.aborted
      return { names, number, ended }
    },
    observe: ({ names }) => names,
  },
  ({ target }) => {
    const count: number = target.number
    // @ts-expect-error it is awaited
    target.then()
    return count
  },
)
stressTest('no target', ({ target }) => {
  const nothing: undefined = target
  return nothing
})

// Cases.
stressTest.for([{ agents: 1 }])('', { target: () => 7 }, ({ agents }, { target, iteration }) => {
  const sum: number = agents + target + iteration.index
  return sum
})
stressTest.for([['a', 1] as const])('', ([name, count]) => {
  const pair: ['a', 1] = [name, count]
  return pair
})
// @ts-expect-error no such field in the cases
stressTest.for([{ agents: 1 }])('', ({ agent }) => agent)
stressTest.each([[1, 'one']] as [number, string][])('', (number, word) => number.toFixed() + word.length)
stressTest.each([1, 2])('', {}, (number) => number.toFixed())

// Fixtures, in both of Vitest's notations, and after each other.
const withCity = stressTest.extend<{ city: string }>({
  city: async ({ task }, use) => {
    await use(task.name)
  },
})
const withTwo = withCity.extend('size', ({ city }) => city.length)
withTwo('', { target: () => true }, ({ city, size, target }) => {
  const all: [string, number, boolean] = [city, size, target]
  return all
})
withTwo.for([1])('', (one, { city, size }) => {
  const all: [number, string, number] = [one, city, size]
  return all
})
withTwo.skip('', ({ city }) => city)
// @ts-expect-error no such fixture
withTwo('', ({ town }) => town)
// @ts-expect-error a fixture of another type
stressTest.extend<{ city: string }>({ city: 7 })

// Chains give back what they began with.
export const chains: StressTest[] = [
  stressTest.skip,
  stressTest.only,
  stressTest.todo,
  stressTest.fails,
  stressTest.skipIf(true),
  stressTest.runIf(1),
  stressTest.only.fails,
]
stressTest.describe('', () => {
  stressTest.beforeEach(() => {})
})

stressTest(
  'virtual time',
  {
    time: 'virtual',
    data: agentMessages(),
    target: ({ clock, seed }) =>
      new MessageQueueProcessor({ clock, core: new MockMessagingCore({ clock, seed }) }),
  },
  async ({ target, clock, iteration }) => {
    const cancel: () => void = clock.after(5, () => {})
    cancel()
    const now: number = clock.now()
    // @ts-expect-error a time in milliseconds
    await clock.sleep('1 s')
    await clock.sleep(now, iteration.signal)
    return target.send(iteration.message)
  },
)
// @ts-expect-error no such time
stressTest('', { time: 'fake' }, () => {})

// The workload as a module.
const module = new URL('./orders.workload.ts', import.meta.url)
stressTest('', { workers: 2 }, module)
stressTest(
  '',
  { workers: { count: 2, kind: 'process' }, budgets: { latency: { p99: { maxMs: 5 } } } },
  module,
)
// @ts-expect-error no such kind
stressTest('', { workers: { count: 2, kind: 'fork' } }, module)
// @ts-expect-error a path is no module
stressTest('', { workers: 2 }, './orders.workload.ts')

const shared: ModuleWorkload<{ port: number }, string> = ({ target, iteration, worker }) =>
  [target.port + worker.index + worker.count, iteration.data.length] satisfies number[]
const prepare = ({ worker }: TargetContext): number => worker.index
void shared
void prepare
