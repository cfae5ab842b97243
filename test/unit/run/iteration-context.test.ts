import { describe, expect, test } from 'vitest'
import { ActiveIteration } from '../../../src/load/active-iteration.ts'
import { IterationContext } from '../../../src/run/iteration-context.ts'

type Context = IterationContext & Record<string, unknown>

const iteration = (userIndex = 0) =>
  new ActiveIteration(0, userIndex, null, 0, 0, 'steady', undefined, undefined, null)

function contextOf(shared: object, target: unknown = null, of = iteration()): Context {
  IterationContext.know(shared)
  return new IterationContext(shared, target, of) as Context
}

describe('the context of an iteration', () => {
  test('has its target and iteration, and what its run shares, inherited parts too', () => {
    const hidden = Symbol('hidden')
    const test = Object.defineProperty({ task: 'a task', [hidden]: 7 }, 'expect', { value: 'not enumerable' })
    const of = iteration()
    const context = contextOf(Object.create(test, { clock: { value: 'a clock', enumerable: true } }), 'T', of)
    expect([context.target, context.iteration]).toEqual(['T', of])
    const { task, clock, expect: hiddenOne } = context
    expect([task, clock, hiddenOne, Reflect.get(context, hidden)]).toEqual([
      'a task',
      'a clock',
      'not enumerable',
      7,
    ])
    expect('task' in context).toBe(true)
    expect(Object.keys(context)).toEqual(['target', 'iteration'])
  })

  test('hands itself to a getter, as where it is inherited', () => {
    const shared = {
      get user(): number {
        return (this as unknown as IterationContext).iteration.userIndex
      },
    }
    expect(contextOf(shared, null, iteration(3))['user']).toBe(3)
  })

  test('has nothing of another run', () => {
    const first = contextOf({ mailbox: 'the first', only: 1 })
    const second = contextOf({ mailbox: 'the second' })
    expect([first['mailbox'], second['mailbox'], second['only']]).toEqual([
      'the first',
      'the second',
      undefined,
    ])
  })

  test('can be written to, alone', () => {
    const shared = { mailbox: 'shared' }
    const [one, other] = [contextOf(shared), contextOf(shared)]
    one['mailbox'] = 'mine'
    expect([one['mailbox'], other['mailbox'], shared.mailbox]).toEqual(['mine', 'shared', 'shared'])
  })

  test('can be inherited from', () => {
    const derived = Object.create(contextOf({ task: 'a task' }, 'T'), { more: { value: 1 } }) as Context
    expect([derived['task'], derived.target, derived['more']]).toEqual(['a task', 'T', 1])
  })

  test('keeps its own target where a fixture has the name', () => {
    expect(contextOf({ target: 'a fixture', iteration: 'too' }, 'T')).toMatchObject({ target: 'T' })
  })

  test('finds what a function has that stands for the context of a test', () => {
    const test = Object.assign(() => {}, { task: 'a task' })
    const context = contextOf(Object.create(test) as object)
    expect([context['task'], context['call']]).toEqual(['a task', undefined])
  })
})
