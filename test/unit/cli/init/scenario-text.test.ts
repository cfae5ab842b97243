import { describe, expect, test } from 'vitest'
import type { ChosenFunction } from '../../../../src/cli/init/chosen-function.ts'
import { readExports } from '../../../../src/cli/init/read-exports.ts'
import { fileNameOf, scenarioName } from '../../../../src/cli/init/scenario-name.ts'
import { scenarioText } from '../../../../src/cli/init/scenario-text.ts'

function chosenFrom(text: string, exported = 'place', module = 'src/orders.ts'): ChosenFunction {
  const found = readExports(text).exports.find(({ name }) => name === exported)
  return { module, text, exported, parameters: found?.function?.parameters ?? null }
}
const written = (text: string, exported?: string, typescript = true): string =>
  scenarioText(chosenFrom(text, exported), '../src/orders', typescript)
const firstCall = (parameters: string, more = '', typescript = true): string | undefined =>
  /^ {2}(\[.*\]),$/m.exec(
    written(`export async function place(${parameters}) {}\n${more}`, 'place', typescript),
  )?.[1]

describe('the scenario of a function', () => {
  test('without parameters it is called, and there is no data', () => {
    const text = written('export async function place() {}')
    expect(text).toContain(
      `import { stressTest } from 'vitest-stress'\nimport { place } from '../src/orders'\n`,
    )
    expect(text).toContain('}, async () => {')
    expect(text).toContain('\n  await place()\n')
    expect(text).not.toContain('data')
  })

  test('those that may be left out are left out', () => {
    expect(written('export async function place(a = 1, ...b) {}')).toContain('\n  await place()\n')
  })

  test('with parameters it is given made-up ones, that a person is to replace', () => {
    const text = written('export async function place(id: string, amount: number, note?: string) {}')
    expect(text).toContain(`import { dataFrom, stressTest } from 'vitest-stress'`)
    expect(text).toContain(`// The arguments (id, amount, note) of each call`)
    expect(text).toContain(`const calls: Parameters<typeof place>[] = [\n  ['id-1', 1],\n  ['id-2', 2],\n]\n`)
    expect(text).toContain(`data: dataFrom(calls, { order: 'circular' }),`)
    expect(text).toContain('\n  await place(...iteration.data)\n')
    expect(written('export async function place(a) {}', 'place', false)).toContain('const calls = [\n  [{}],')
  })

  test('unknown parameters are said to be unknown', () => {
    const text = written('export const place = retried(async () => {})')
    expect(text).toMatch(/if it takes any, its arguments go in here\.\n {2}await place\(\)/)
  })

  test('the default export is called as its module, and words that cannot be names get another', () => {
    expect(written('export default async () => {}', 'default')).toMatch(/^import orders from/m)
    expect(written('const f = async () => {}\nexport { f as delete }', 'delete')).toContain(
      'import { delete as deleteToTest } from',
    )
    expect(written('export async function stressTest() {}', 'stressTest')).toContain(
      'import { stressTest as stressTestToTest } from',
    )
  })

  test.each([
    ['a: boolean, b: Date', '[true, new Date(0)]'],
    [`a: 'x' | 'y', b: null | 3, c: undefined`, `['x', 3, undefined]`],
    ['a: string[], b: Array<A>, c: readonly A[]', '[[], [], []]'],
    ['a: Map<A, B>, b: Record<A, B>, c: unknown', '[new Map(), {}, {}]'],
    ['a: { id: string; size?: number, deep: { on: boolean } }', `[{ id: 'id-1', deep: { on: true } }]`],
    ['a: Client, b: () => void', '[{} as never, {} as never]'],
    ['a = 1, b: string', `[undefined, 'b-1']`],
    ['{ id, size = 1 }', `[{ id: 'id-1' }]`],
    ['a', '[{}]'],
  ])('(%s) is called with %s', (parameters, call) => expect(firstCall(parameters)).toBe(call))

  test('types of the same module are looked up, those that extend others are not', () => {
    const types = `export interface Order {\n  id: string // its own\n  at: Date\n}\ntype Line = { order: Order }\ninterface Big extends Order { a: string }\ntype Loop = { loop: Loop }\ninterface Odd { call(): void }`
    expect(firstCall('a: Order, b: Line', types)).toBe(
      `[{ id: 'id-1', at: new Date(0) }, { order: { id: 'id-1', at: new Date(0) } }]`,
    )
    expect(firstCall('a: Big, b: Odd', types)).toBe('[{} as never, {} as never]')
    expect(firstCall('a: Loop', types)).toContain('{ loop: {} as never }')
  })
})

describe('names', () => {
  test.each([
    ['src/orders.ts', 'placeOrder', 'placeOrder', 'place-order'],
    ['src/orders.ts', 'default', 'orders', 'orders'],
    ['src/order-book/index.ts', 'default', 'orderBook', 'order-book'],
    ['src/orders.ts', 'sendHTTPRequest2', 'sendHTTPRequest2', 'send-http-request2'],
    ['src/orders.ts', '$_', '$_', 'first'],
    ['src/2nd.ts', 'default', 'target', 'target'],
  ])('%s#%s', (module, exported, name, file) => {
    expect(scenarioName({ module, exported })).toBe(name)
    expect(fileNameOf(name)).toBe(file)
  })
})
