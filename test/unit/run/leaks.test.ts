import { expect, test } from 'vitest'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { problemsOf, type Expected } from '../../support/problems-of.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'shared-iterations', iterations: 1, concurrency: 1 }
const leave = (): void => {
  process.env['LEFT_BEHIND'] = 'x'
}
const messageOf = (producer: string) => ({
  id: `${producer}:0`,
  producer,
  sequence: 0,
  sender: 'a',
  recipient: 'b',
  type: 't',
  priority: 0,
  key: producer,
  content: '',
})
const leaveIn = async (options: object) => {
  const { metrics } = await runVirtually({ load, ...options }, leave)
  delete process.env['LEFT_BEHIND']
  return metrics
}

test('a leak fails the run, and says where it was made', async () => {
  const { verdict, cause, problems, isolation } = await leaveIn({})
  expect([verdict, cause, isolation?.leaks?.length]).toEqual(['fail', null, 1])
  expect(problems).toEqual([
    expect.stringMatching(/^left behind: environment LEFT_BEHIND added, made at .*leaks\.test\.ts:8:\d+$/),
  ])
})

test('what is allowed is not told; without the gate nothing is looked for', async () => {
  expect(await leaveIn({ leaks: { allow: ['environment'] } })).toMatchObject({
    verdict: 'pass',
    isolation: { leaks: [] },
  })
  expect(await leaveIn({ leaks: false })).toMatchObject({ verdict: 'pass', isolation: null })
})

test('a run that was cut short is not judged by what it left, which is told', async () => {
  const target = (): never => {
    leave()
    throw new Error('no broker')
  }
  const { verdict, cause, problems } = await leaveIn({ target })
  expect([verdict, cause, problems.length]).toEqual(['invalid', 'error', 2])
})

test('messages that a target was filled with, and those of another queue, are nobody’s', async () => {
  const full = new InMemoryMessageQueue()
  await full.enqueue(messageOf('a'))
  const { metrics } = await runVirtually({ load, target: () => full, guarantees: ['atMostOnce'] }, () => {})
  expect(metrics.isolation?.leaks).toEqual([])
})

test('what is wrong with `leaks` comes at once', () => {
  const leaks = { allow: ['timers', { kind: 'socket', at: 'x' }, {}, 5], emitters: [{}] }
  const problems = problemsOf({ leaks }) as Expected[]
  expect(problems.map(([path, , , nearest]) => [path, nearest])).toEqual([
    ['leaks.emitters[0]', undefined],
    ['leaks.allow[0]', 'timer'],
    ['leaks.allow[1].at', 'what'],
    ['leaks.allow[2]', undefined],
    ['leaks.allow[3]', undefined],
  ])
  expect(problemsOf({ leaks: 'no' })).toEqual([['leaks', 'true, false or { allow, emitters, heap }', '"no"']])
  const ofHeap = (heap: object) => (problemsOf({ leaks: { heap } }) as Expected[]).map(([path]) => path)
  expect(ofHeap({ rounds: 7, bytesPerIteration: 0, round: 1 }).sort()).toEqual([
    'leaks.heap.bytesPerIteration',
    'leaks.heap.round',
    'leaks.heap.rounds',
  ])
  expect(problemsOf({ leaks: { heap: 'yes' } })).toEqual([
    ['leaks.heap', 'true, false or { rounds, bytesPerIteration }', '"yes"'],
  ])
})

const many = { executor: 'shared-iterations', iterations: 2_400, concurrency: 20 }
const leaks = { heap: { rounds: 8, bytesPerIteration: 300 } }

test('memory that the target keeps more and more of fails the run', async () => {
  const options = { load: many, leaks, target: () => ({ seen: [] as unknown[] }) }
  const { metrics } = await runVirtually<{ seen: unknown[] }>(options, ({ target, iteration }) => {
    // So much that whatever else this process keeps meanwhile is little beside it.
    target.seen.push(Array.from({ length: 1_000 }, () => iteration.index))
  })
  expect(metrics.isolation?.heap).toMatchObject({ verdict: 'fail', rounds: 8, trouble: null })
  expect(metrics.verdict).toBe('fail')
  expect(metrics.problems).toEqual([
    expect.stringMatching(
      /^left behind: heap grew by [78],\d\d\d bytes an iteration over 8 rounds \(at most 300\)$/,
    ),
  ])
})

test('what is recorded of a run is none of it: a history, names that are all different', async () => {
  const data = Array.from({ length: many.iterations }, (_, at) => messageOf(`producer ${at}`))
  const { metrics } = await runVirtually<InMemoryMessageQueue>(
    {
      load: many,
      leaks,
      data,
      target: () => new InMemoryMessageQueue(),
      history: true,
      guarantees: ['atMostOnce'],
    },
    async ({ target, iteration }) => {
      await target.enqueue(iteration.data as never)
      target.ack((await target.dequeue())!)
    },
  )
  expect(metrics.isolation?.heap, JSON.stringify(metrics.isolation?.heap)).toMatchObject({ verdict: 'pass' })
  const looks = metrics.isolation!.heap!.looks
  expect(looks.at(-1)!.own_bytes - looks[0]!.own_bytes).toBeGreaterThan(300_000)
})

test('a load that is too short to tell is no pass', async () => {
  const { metrics } = await runVirtually({ load, leaks: { heap: true } }, () => {})
  expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
  expect(metrics.problems).toEqual([expect.stringMatching(/^leaks\.heap: the heap was looked at/)])
})
