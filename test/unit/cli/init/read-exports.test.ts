import { describe, expect, test } from 'vitest'
import { readExports } from '../../../../src/cli/init/read-exports.ts'

/** `async placeOrder(order: Order, rush?)`, `other Shop`, ... */
function seen(text: string): string[] {
  return readExports(text).exports.map(({ name, kind, function: read }) => {
    if (!read) return `${kind} ${name}`
    const parameters = read.parameters.map(
      (each) => `${each.name}${each.optional ? '?' : ''}${each.type === null ? '' : `: ${each.type}`}`,
    )
    return `${read.async ? 'async ' : ''}${name}(${parameters.join(', ')})`
  })
}

describe('readExports', () => {
  test.each([
    ['export async function placeOrder() {}', ['async placeOrder()']],
    ['export function placeOrder(id: string): Promise<void> {}', ['placeOrder(id: string)']],
    ['export async function place<T extends { a: (b: T) => void }>(order: T) {}', ['async place(order: T)']],
    ['export const place = async (order: Order, rush = false) => {}', ['async place(order: Order, rush?)']],
    ['export const place = async order => 1', ['async place(order)']],
    ['export const place = async () => 1', ['async place()']],
    ['export const place = async function (a, b) {}', ['async place(a, b)']],
    ['export const place = (a: number): Promise<void> => later(a)', ['place(a: number)']],
    ['export const place: (a: A) => Promise<void> = async (a) => {}', ['async place(a)']],
    ['export const place = async <T,>(a: T): Promise<T> => a', ['async place(a: T)']],
    ['export default async function placeOrder(a) {}', ['async default(a)']],
    ['export default async () => {}', ['async default()']],
    ['async function place(a: string) {}\nexport default place', ['async default(a: string)']],
    [
      'const place = async (a: string) => {}\nexport { place, place as put }',
      ['async place(a: string)', 'async put(a: string)'],
    ],
    [`export { place, type Order } from './place'`, ['unknown place']],
    ['export const place = retried(async () => {})', ['unknown place']],
    ['export async function* stream() {}', ['other stream']],
    ['export const size = 5\nexport enum Kind { A }', ['other size', 'other Kind']],
    [
      'export class Shop {}\nexport abstract class Base {}\nexport const enum Kind { A }',
      ['other Shop', 'other Base', 'other Kind'],
    ],
    ['export interface A { b: 1 }\nexport type B = () => void', []],
    ['// export async function no() {}\nconst text = `\nexport async function no() {}\n`', []],
    ['exports.place = async (a) => {}', ['async place(a)']],
    ['module.exports.place = async function () {}', ['async place()']],
    [
      'async function place(a) {}\nmodule.exports = { place, put: place, size: 5 }',
      ['async place(a)', 'async put(a)', 'other size'],
    ],
    [
      'export async function f(a: string): Promise<void>\nexport async function f(a: number): Promise<void>\nexport async function f(a: any) {}',
      ['async f(a: string)'],
    ],
  ])('%s', (text, expected) => expect(seen(text)).toEqual(expected))

  test('parameters of every kind', () => {
    const text = `export async function place(
      this: Shop, { id, amount = 1 }: { id: string; amount?: number }, tags: Map<string, number>, // how, many
      note?: string, done: () => void = () => {}, ...rest: Array<'a,b' | "c)">) {}`
    expect(readExports(text).exports[0]!.function!.parameters).toEqual([
      { name: '{ id, amount = 1 }', type: '{ id: string; amount?: number }', optional: false },
      { name: 'tags', type: 'Map<string, number>', optional: false },
      { name: 'note', type: 'string', optional: true },
      { name: 'done', type: '() => void', optional: true },
      { name: '...rest', type: `Array<'a,b' | "c)">`, optional: true },
    ])
  })

  test('a module that passes on all of another may export more', () => {
    expect(readExports(`export * from './orders'`)).toEqual({ exports: [], open: true })
    expect(readExports(`export * as orders from './orders'\nexport const a = 1`).open).toBe(false)
  })
})
