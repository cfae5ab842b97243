import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { guardEnvironment } from '../../../src/isolation/guard-environment.ts'

let asked: string[]
let restore: () => void
const found = Object.getOwnPropertyDescriptor(process, 'env')!
const functions = [Object.defineProperty, Object.defineProperties, Reflect.defineProperty]

beforeEach(() => {
  asked = []
  restore = guardEnvironment((name) => asked.push(name))
})
afterEach(() => restore())

const more = (): object => ({ ...process.env, QQ: '1' })

test.each<[string, () => unknown]>([
  ['assigned', () => Object.assign(process, { env: more() })],
  ['defined', () => Object.defineProperty(process, 'env', { value: more(), configurable: true })],
  ['defined, with others', () => Object.defineProperties(process, { env: { value: more() } })],
  ['defined by Reflect', () => Reflect.defineProperty(process, 'env', { value: more() })],
  ['a getter', () => Object.defineProperty(process, 'env', { get: () => more(), configurable: true })],
  ['an old getter', () => Reflect.get(process, '__defineGetter__').call(process, 'env', () => more())],
  [
    'assigned where it was deleted',
    () => Reflect.deleteProperty(process, 'env') && Object.assign(process, { env: more() }),
  ],
])('another environment, %s: it is asked for, and guarded then', (_, replace) => {
  replace()
  expect(new Set(asked)).toEqual(new Set(['QQ']))
  expect(process.env['QQ']).toBe('1')
  process.env['QR'] = '2'
  expect(asked).toContain('QR')
})

test('a spy works, and what it returns is asked for', () => {
  const spy = vi.spyOn(process, 'env', 'get').mockReturnValue({ ...process.env, QQ: '1' })
  expect(process.env['QQ']).toBe('1')
  expect(asked).toContain('QQ')
  spy.mockRestore()
  expect(process.env['QQ']).toBeUndefined()
  process.env['QR'] = '2'
  expect(asked).toContain('QR')
})

test('afterwards all is as it was', () => {
  Reflect.deleteProperty(process, 'env')
  restore()
  expect(Object.getOwnPropertyDescriptor(process, 'env')).toEqual(found)
  expect('env' in Object.getPrototypeOf(process)).toBe(false)
  expect([Object.defineProperty, Object.defineProperties, Reflect.defineProperty]).toEqual(functions)
})
