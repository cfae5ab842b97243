import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { Interceptor } from '../../../src/isolation/intercept.ts'

const refuse = (): never => {
  throw new Error('refused')
}

test('the check is given the arguments, and the call goes on', () => {
  const holder = { add: (a: number, b: number) => a + b }
  const seen: unknown[] = []
  new Interceptor().before(holder, 'add', (self, args) => void seen.push(self, args))
  expect(holder.add(1, 2)).toBe(3)
  expect(seen).toEqual([holder, [1, 2]])
})

test('what the check throws is thrown, or is what a promise rejects with, and nothing was called', async () => {
  const run = vi.fn()
  const holder = { now: run, later: run }
  const interceptor = new Interceptor()
  interceptor.before(holder, 'now', refuse)
  interceptor.before(holder, 'later', refuse, 'rejects')
  expect(() => holder.now() as unknown).toThrow('refused')
  await expect(holder.later() as Promise<unknown>).rejects.toThrow('refused')
  expect(run).not.toHaveBeenCalled()
})

test('what a call that was let through calls itself is not checked again, also when that throws', () => {
  const checked: string[] = []
  const holder = {
    outer: () => holder.inner(),
    inner: () => refuse(),
  }
  const interceptor = new Interceptor()
  for (const name of ['outer', 'inner']) interceptor.before(holder, name, () => void checked.push(name))
  expect(() => holder.outer() as unknown).toThrow('refused')
  expect(() => holder.inner() as unknown).toThrow('refused')
  expect(checked).toEqual(['outer', 'inner'])
})

test('a function keeps its name, its length and how it is promisified', async () => {
  function ask(question: string, answer: (text: string) => void): void {
    answer(question)
  }
  Object.assign(ask, { [promisify.custom]: async () => 'answered' })
  const holder = { ask }
  new Interceptor().before(holder, 'ask', () => {})
  expect([holder.ask.name, holder.ask.length]).toEqual(['ask', 2])
  expect(await promisify(holder.ask)('')).toBe('answered')
})

test('a class: the check may change the arguments, and instances are what they were', () => {
  class Thread {
    readonly file: string
    constructor(file: string) {
      this.file = file
    }
  }
  const holder = { Thread }
  new Interceptor().beforeNew(holder, 'Thread', (args) => void (args[0] = `guarded ${String(args[0])}`))
  const made = new holder.Thread('a.js')
  expect(made.file).toBe('guarded a.js')
  expect(made).toBeInstanceOf(Thread)
  expect(new (class extends holder.Thread {})('b.js')).toBeInstanceOf(holder.Thread)
})

test('a class that is loaded when it is first asked for is not asked for before', () => {
  const load = vi.fn(() => Map)
  const holder = Object.defineProperty({}, 'Late', { get: load, configurable: true }) as {
    Late: new () => object
  }
  new Interceptor().beforeNew(holder, 'Late', refuse)
  expect(load).not.toHaveBeenCalled()
  expect(() => new holder.Late()).toThrow('refused')
  expect(holder.Late).toBe(holder.Late)
})

test('all is taken back, the last first; what was never there is passed over', () => {
  const one = (): number => 1
  const holder: Record<string, unknown> = { one }
  const interceptor = new Interceptor()
  interceptor.before(holder, 'one', refuse)
  interceptor.before(holder, 'one', refuse)
  interceptor.before(holder, 'missing', refuse)
  interceptor.beforeNew(holder, 'Missing', refuse)
  interceptor.replace(holder, 'two', 2)
  interceptor.restore()
  expect(holder).toEqual({ one })
})

test('a class that is loaded when it is asked for is checked, not looked at before, and may be replaced', () => {
  class Socket {
    readonly isOpen = true
  }
  let loads = 0
  const load = (): unknown => (loads++, Socket)
  const holder: { Socket: unknown } = Object.defineProperty({ Socket }, 'Socket', {
    configurable: true,
    get: () => expect.unreachable(),
  })
  const interceptor = new Interceptor()
  interceptor.beforeNew(holder, 'Socket', refuse, load)
  expect(loads).toBe(0)
  expect(() => Reflect.construct(holder.Socket as typeof Socket, []) as unknown).toThrow('refused')
  expect(holder.Socket).toBe(holder.Socket)
  expect(loads).toBe(1)
  holder.Socket = null
  expect(holder.Socket).toBeNull()
  interceptor.restore()
  expect(holder.Socket).toBe(Socket)
})
