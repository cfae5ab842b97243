import { expect, test } from 'vitest'
import { InMemoryMessageQueue } from '../../../src/queue/in-memory-message-queue.ts'
import { problemsOf, type Expected } from '../../support/problems-of.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const load = { executor: 'shared-iterations', iterations: 1, concurrency: 1 }
const leave = (): void => {
  process.env['LEFT_BEHIND'] = 'x'
}
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
  await full.enqueue({
    id: 'a:0',
    producer: 'a',
    sequence: 0,
    sender: 'a',
    recipient: 'b',
    type: 't',
    priority: 0,
    key: 'b',
    content: '',
  })
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
  expect(problemsOf({ leaks: 'no' })).toEqual([['leaks', 'true, false or { allow, emitters }', '"no"']])
})
