import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { siteIn } from '../../../../src/isolation/leaks/creation-site.ts'

const own = (path: string): string => fileURLToPath(new URL(`../../../../src/${path}`, import.meta.url))
const user = '    at send (/orders/stress/a.stress.ts:3:5)'
const library = '    at Client.connect (/orders/node_modules/redis/index.js:1:2)'
const vitest = '    at run (file:///orders/node_modules/vitest/dist/index.js:9:9)'
const spy = '    at Object.setInterval (file:///orders/node_modules/@vitest/spy/dist/index.js:9:9)'
const node = '    at node:internal/process/task_queues:95:5'
const engine = `    at Engine.begin (${own('load/engine.ts')}:1:1)`
const kit = `    at HttpClient.get (${own('http/http-client.ts')}:1:1)`

test.each<[string, string[], string | null, boolean]>([
  ['code of the project', [node, user, engine, vitest], '/orders/stress/a.stress.ts:3:5', false],
  ['a library that the project calls', [library, user, engine], '/orders/stress/a.stress.ts:3:5', false],
  ['a library by itself', [library, node], '/orders/node_modules/redis/index.js:1:2', false],
  ['a kit that the project calls', [kit, '    at async /orders/b.ts:7:1', engine], '/orders/b.ts:7:1', false],
  ['a kit by itself', [kit, node], null, false],
  ['this package', [engine, user], null, true],
  ['a library of this package', [library, engine, user], null, true],
  ['Vitest', [vitest, user], null, true],
  ['a spy that the project calls', [spy, user, engine], '/orders/stress/a.stress.ts:3:5', false],
  ['a spy that Vitest calls', [spy, vitest, user], null, true],
  ['Node', [node], null, false],
])('%s', (_, frames, place, isOurs) => {
  expect(siteIn(['Error', ...frames].join('\n'))).toEqual({ place, isOurs })
})

test('what Vitest does for the project is the project’s, and what it does for itself is not', () => {
  expect(siteIn([vitest, user, engine].join('\n'), true).place).toBe('/orders/stress/a.stress.ts:3:5')
  expect(siteIn([vitest, node].join('\n'), true)).toEqual({ place: null, isOurs: true })
  expect(siteIn([vitest, engine].join('\n'), true).isOurs).toBe(true)
})
