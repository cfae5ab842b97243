import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseInitArguments } from '../../../../src/cli/init/parse-init-arguments.ts'
import { readProject } from '../../../../src/cli/init/read-project.ts'
import { makeProject, orders } from './init-in-folder.ts'

describe('bad input', () => {
  const problemsOf = (root: string, ...args: string[]) => {
    const parsed = parseInitArguments(args, root)
    return parsed.kind === 'problems' ? parsed.problems : []
  }
  const files = {
    ...orders,
    'src/kinds.ts': 'export class Shop {}\nexport const one = 1\nexport interface A {}\n',
    'src/all.ts': `export * from './orders'`,
    'src/one.ts': 'export async function single(id: string) {}\nexport const size = 5\n',
    'src/types.d.ts': '',
  }
  const root = makeProject(files, afterAll)

  test('every problem at once, with the nearest name', () => {
    expect(problemsOf(root, 'src/oders.ts#placeOrder', '--scripts')).toMatchObject([
      { path: '--scripts', nearest: 'script' },
      { path: '<function>', nearest: 'src/orders.ts#placeOrder' },
    ])
    expect(problemsOf(root, 'src/orders.ts#placeOder')).toMatchObject([
      { path: 'exports of src/orders.ts', nearest: 'placeOrder' },
    ])
    expect(problemsOf(root, 'a#b', 'c#d')).toMatchObject([{ got: 'a#b c#d' }])
  })

  test.each([
    ['src/kinds.ts#Shop', 'a function that settles once'],
    ['src/kinds.ts#one', 'a function that settles once'],
    ['src/orders.ts', 'an export of it: src/orders.ts#placeOrder, src/orders.ts#cancel'],
    ['src/types.d.ts#a', 'a module of JavaScript or TypeScript'],
    ['package.json#a', 'a module of JavaScript or TypeScript'],
    ['src#a', 'a file'],
    ['#a', '<module>#<export>, like src/orders.ts#placeOrder'],
    ['src/orders.ts#', '<module>#<export>, like src/orders.ts#placeOrder'],
    ['src/orders.ts#a#b', '<module>#<export>, like src/orders.ts#placeOrder'],
  ])('%s: expected %s', (given, expected) => expect(problemsOf(root, given)).toMatchObject([{ expected }]))

  test('what a module passes on may be there; a single function needs no name', () => {
    expect(parseInitArguments(['src/all.ts#any'], root)).toMatchObject({
      arguments: { chosen: { parameters: null } },
    })
    expect(parseInitArguments(['./src/one.ts'], root)).toMatchObject({
      arguments: { chosen: { module: 'src/one.ts', exported: 'single', parameters: [{ name: 'id' }] } },
    })
  })

  test('a folder without a manifest, or with one that is none', () => {
    expect(readProject(join(root, 'src'))).toMatchObject([{ path: 'package.json', got: 'none here' }])
    const odd = makeProject({ 'package.json': '[]' })
    expect(readProject(odd)).toMatchObject([{ expected: 'an object of JSON' }])
  })
})
