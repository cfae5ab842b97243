import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { Crew } from '../../../src/run/crew.ts'
import type { FromWorker, ToWorker, WorkerReport } from '../../../src/run/worker-wire.ts'
import type { WorkerEvents } from '../../../src/workers/worker-pool.ts'
import { BlockingClock } from '../../support/blocking-clock.ts'

const report = (cutShort = false): WorkerReport => ({ cutShort }) as WorkerReport
const order = {} as never

type Actor = (
  index: number,
  message: ToWorker | 'start',
  tell: (told: FromWorker | Error | null) => void,
  clock: VirtualClock,
) => void

/** A crew of two whose workers do what `act` says. An error, or null, is the end of the worker. */
async function play(act: Actor, abort?: { afterMs: number }, clock = new VirtualClock()) {
  const posts: string[] = []
  let destroyed = 0
  const progress: number[] = []
  const crew = new Crew({
    count: 2,
    clock,
    silenceLimitMs: 20_000,
    stopLimitMs: 5_000,
    onProgress: (members) => progress.push(members.filter((each) => each.progress !== null).length),
    onSecond: () => {},
  })
  const controller = new AbortController()
  if (abort) clock.after(abort.afterMs, () => controller.abort(new Error('the test has ended')))
  const host = (events: WorkerEvents) => {
    let next = 0
    const tell = (index: number) => (told: FromWorker | Error | null) => {
      if (told === null || told instanceof Error) events.onEnd(index, told)
      else events.onMessage(index, told)
    }
    return {
      start() {
        const index = next++
        queueMicrotask(() => act(index, 'start', tell(index), clock))
      },
      post(index: number, message: ToWorker) {
        posts.push(`${index} ${message.type}`)
        act(index, message, tell(index), clock)
      },
      destroy: async () => void destroyed++,
    }
  }
  await clock.run(crew.run(host, [order, order], controller.signal))
  expect(destroyed).toBe(1)
  return { crew, clock, posts, progress, problems: crew.problems }
}

const works: Actor = (_, message, tell) => {
  if (message === 'start') tell({ type: 'ready' })
  else tell({ type: 'done', report: report() })
}

/** Is heard, and does nothing else. */
const alive: Actor = (_, message, tell, clock) => {
  const live = (): void => {
    tell({ type: 'alive' })
    clock.after(500, live)
  }
  if (message === 'start') live()
}

describe('workers of one run', () => {
  test('begin when all are ready, and are over when all have reported', async () => {
    const { posts, problems, crew } = await play(works)
    expect(posts).toEqual(['0 go', '1 go'])
    expect(problems).toEqual([])
    expect(crew.members.every(({ report: own }) => own !== null)).toBe(true)
  })

  test('do not begin while one is not ready', async () => {
    const { posts, problems } = await play(
      (index, message, tell) => {
        if (message === 'start' && index === 0) tell({ type: 'ready' })
        if (message !== 'start') tell({ type: 'done', report: report(true) })
      },
      { afterMs: 1_000 },
    )
    expect(posts).toEqual(['0 stop', '1 stop'])
    expect(problems).toEqual([])
  })

  test.each([
    [new Error('out of memory'), 'out of memory'],
    [null, 'process.exit was called, or it was ended from outside'],
  ])('where one dies (%s), the others are stopped, and it is told', async (error, how) => {
    const { posts, problems } = await play((index, message, tell) => {
      if (message === 'start') tell({ type: 'ready' })
      else if (message.type === 'go' && index === 1) tell(error)
      else if (message.type === 'stop') tell({ type: 'done', report: report(true) })
    })
    expect(problems).toEqual([`worker 2 of 2 ended before its share was done: ${how}`])
    expect(posts).toContain('0 stop')
  })

  test('where one fails, it alone is told', async () => {
    const { problems } = await play((index, message, tell) => {
      if (message === 'start')
        tell(index === 0 ? { type: 'failed', problems: ['no setup'] } : { type: 'ready' })
      else tell({ type: 'failed', problems: ['stopped'] })
    })
    expect(problems).toEqual(['worker 1 of 2: no setup'])
  })

  test('where one ends its load early, the others are stopped', async () => {
    const { posts } = await play((index, message, tell) => {
      if (message === 'start') tell({ type: 'ready' })
      else if (message.type === 'stop' || index === 1) tell({ type: 'done', report: report(index === 1) })
    })
    expect(posts).toEqual(['0 go', '1 go', '0 stop', '1 stop'])
  })

  test('one that says nothing blocks, however long another one is heard', async () => {
    const { problems, clock } = await play((index, message, tell, on) => {
      if (message === 'start') return tell({ type: 'ready' })
      if (message.type === 'stop') return tell({ type: 'done', report: report(true) })
      const live = (): void => {
        tell({ type: 'alive' })
        on.after(500, live)
      }
      if (index === 0) live()
    })
    expect(problems).toEqual([
      'worker 2 of 2 ended before its share was done: it blocks: nothing was heard of it for 20 s',
    ])
    expect(clock.now()).toBe(21_000)
  })

  test('one that blocks when it is told to stop is given up sooner', async () => {
    const { problems, clock } = await play(
      (_, message, tell) => {
        if (message === 'start') tell({ type: 'ready' })
      },
      { afterMs: 1_500 },
    )
    expect(clock.now()).toBe(5_000)
    expect(problems[0]).toContain('it blocks: nothing was heard of it for 3 s')
  })

  test('how long one said nothing before it was told to stop does not count', async () => {
    const { problems } = await play(
      (_, message, tell, clock) => {
        if (message === 'start') tell({ type: 'ready' })
        else if (message.type === 'stop')
          clock.after(2_500, () => tell({ type: 'done', report: report(true) }))
      },
      { afterMs: 8_500 },
    )
    expect(problems).toEqual([])
  })

  test('none is given up for the time in which this thread stood still', async () => {
    const clock = new BlockingClock()
    clock.after(5_500, () => clock.block(60_000))
    const { problems } = await play(
      (_, message, tell) => {
        if (message === 'start') tell({ type: 'ready' })
        else if (message.type === 'go') clock.after(12_000, () => tell({ type: 'done', report: report() }))
      },
      undefined,
      clock,
    )
    expect(problems).toEqual([])
    expect(clock.now()).toBeGreaterThan(70_000)
  })

  test('one that does not stop is given up', async () => {
    const { problems, clock } = await play(alive, { afterMs: 3_000 })
    expect(clock.now()).toBe(8_000)
    expect(problems).toHaveLength(2)
    expect(problems[0]).toContain('it was told to stop, and had not within 5 s')
  })
})

test('what each of them tried, and how it was watched, is kept; of one that is not guarded there is nothing', async () => {
  const isolation = {
    strength: 'sealed' as const,
    surfaces: {},
    attempts: [],
    violations: 0,
    leaks: null,
    heap: null,
  }
  const { crew } = await play((index, message, tell, clock) => {
    if (message !== 'start') tell({ type: 'isolation', isolation: index === 0 ? isolation : null })
    works(index, message, tell, clock)
  })
  expect(crew.isolations).toEqual([isolation])
})
