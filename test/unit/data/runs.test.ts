import { expect, test } from 'vitest'
import { dataFrom } from '../../../src/data/data-from.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { DataSource } from '../../../src/model/data-source.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const numbers = Array.from({ length: 12 }, (_, index) => index)
const counted = (iterations: number) => ({ executor: 'shared-iterations', iterations, concurrency: 3 })

/** Runs a load over `data` and notes which iteration got what. */
async function run(data: DataSource<unknown>, load: object, clock = new VirtualClock()) {
  const got: unknown[] = []
  const { metrics, endMs } = await runVirtually(
    { load, data },
    async ({ iteration, wait }) => {
      got[iteration.index] = iteration.data
      await wait(10)
    },
    { clock },
  )
  const { verdict, cause, problems, total_processed } = metrics
  return { verdict, cause, problems, done: total_processed, got, endMs }
}

test('virtual users share the items', async () => {
  expect(await run(dataFrom(numbers), counted(12))).toMatchObject({ verdict: 'pass', got: numbers })
})

test('each agent gets what its iterations stand for, however fast it is', async () => {
  const load = { executor: 'per-agent-iterations', agents: 3, iterations: 4 }
  expect(await run(dataFrom(numbers), load)).toMatchObject({ verdict: 'pass', got: numbers })
})

test('too few items for the plan: invalid before the first iteration', async () => {
  expect(await run(dataFrom(numbers), counted(900))).toMatchObject({
    verdict: 'invalid',
    cause: 'error',
    problems: [
      'data: 1 problem\n  data: expected at least 900 items for 900 planned iterations, got 12 (array)',
    ],
    done: 0,
  })
})

test('running dry in a load that lasts for a time ends it at once, and is invalid', async () => {
  const dry = 'data: 1 problem\n  data: expected an item for iteration 12, got none: '
  const load = { executor: 'constant-concurrency', concurrency: 3, durationMs: 60_000 }
  const sources: [DataSource<unknown>, string][] = [
    [dataFrom(numbers), 'array has 12 items, and order "sequential" gives each once'],
    [dataFrom(() => numbers.values()), 'function() ended after 12 items'],
    [
      dataFrom(async function* () {
        yield* numbers
      }),
      'function() ended after 12 items',
    ],
  ]
  for (const [source, because] of sources) {
    const { problems, ...rest } = await run(source, load)
    expect(rest).toMatchObject({ verdict: 'invalid', cause: 'error', done: 12 })
    expect(problems[0]).toContain(dry + because)
    expect(rest.endMs).toBeLessThan(1_000)
  }
})

test('a dry generator ends an open load', async () => {
  const source = dataFrom(() => numbers.values())
  const load = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 1_000 }
  const { verdict, problems, done } = await run(source, load)
  expect({ verdict, done }).toEqual({ verdict: 'invalid', done: 12 })
  expect(problems[0]).toContain('expected at least 100 items for 100 planned iterations, got 12')
})

test('the load begins when the data is there, and the wait is in no figure', async () => {
  const clock = new VirtualClock()
  const slow = dataFrom(async function* () {
    for (const number of numbers) {
      await sleep(clock, 500)
      yield number
    }
  })
  const { metrics } = await runVirtually({ load: counted(12), data: slow }, ({ wait }) => wait(10), { clock })
  expect(metrics).toMatchObject({ verdict: 'pass', duration: 0.04, latency_stats: { max_ms: 10 } })
  expect(clock.now()).toBeGreaterThan(6_000)
})

test('data that never comes is ended by the time limit of the run, and closed', async () => {
  let closed = false
  const never = new Promise<never>(() => {})
  const stuck = dataFrom({
    [Symbol.asyncIterator]: () => ({
      next: () => never,
      return: async () => {
        closed = true
        return { done: true as const, value: undefined }
      },
    }),
  })
  const { metrics } = await runVirtually({ load: counted(12), data: stuck }, () => {}, { timeoutMs: 4_000 })
  expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', total_processed: 0 })
  expect(metrics.problems).toEqual([
    'RunEndedError: the run took longer than its time limit of 4 s, before its data was there to begin with',
  ])
  expect(closed).toBe(true)
})

test('the source is closed once after every end of a run', async () => {
  const closings: string[] = []
  const noisy = (name: string, count = Infinity) =>
    dataFrom(
      async function* () {
        try {
          for (let number = 0; number < count; number++) yield number
        } finally {
          closings.push(name)
        }
      },
      { readAhead: 20 },
    )
  await run(noisy('passed'), counted(12))
  await run(noisy('dry', 5), counted(12))
  await runVirtually({ load: counted(12), data: noisy('failed') }, () => Promise.reject(new Error('no')))
  const forEver = { executor: 'constant-concurrency', concurrency: 1, durationMs: 60_000 }
  await runVirtually({ load: forEver, data: noisy('cut off') }, ({ wait }) => wait(30_000), { timeoutMs: 50 })
  expect(closings).toEqual(['passed', 'dry', 'failed', 'cut off'])
})

test('a source that fails to close makes the run invalid', async () => {
  const source = dataFrom(function* () {
    try {
      for (;;) yield 1
    } finally {
      // oxlint-disable-next-line no-unsafe-finally -- as a source might
      throw new Error('still in use')
    }
  })
  expect(await run(source, counted(12))).toMatchObject({
    verdict: 'invalid',
    problems: ['the data failed to close: still in use'],
    done: 12,
  })
})

test('a source of your own may be ready later and be closed', async () => {
  const calls: string[] = []
  const source: DataSource<string> = {
    carries: 'data',
    open({ plannedIterations }) {
      calls.push(`open for ${plannedIterations}`)
      const draw = ({ index }: { index: number }) => `item ${index}`
      const ready = Promise.resolve().then(() => calls.push('ready'))
      return Object.assign(draw, { ready, close: () => calls.push('closed') })
    },
  }
  expect((await run(source, counted(3))).got).toEqual(['item 0', 'item 1', 'item 2'])
  expect(calls).toEqual(['open for 3', 'ready', 'closed'])
})

test('running dry at the very last start is no pass either', async () => {
  for (const load of [counted(13), { executor: 'per-agent-iterations', agents: 1, iterations: 13 }]) {
    const data = dataFrom(() => numbers.values())
    const { metrics } = await runVirtually({ load, data, budgets: { successRate: { min: 0 } } }, ({ wait }) =>
      wait(10),
    )
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', success_count: 12 })
    expect(metrics.problems[0]).toContain('at least 13 items for 13 planned iterations, got 12')
  }
})
