import { expect, test } from 'vitest'
import { fileURLToPath } from 'node:url'
import { callerIn, findCaller } from '../../../src/isolation/find-caller.ts'

const own = fileURLToPath(new URL('../../../src/', import.meta.url))
const stack = (...places: string[]): string =>
  ['Error: attempt', ...places.map((place) => `    at ${place}`)].join('\n')

test('the call site is what called, the frame the first of the project', () => {
  const caller = callerIn(
    stack(
      `check (${own}isolation/guards/network.js:1:1)`,
      'connect (node:net:242:17)',
      'Client.connect (file:///project/node_modules/pg/lib/client.js:9:9)',
      '/project/stress/orders.stress.ts:21:5',
      'run (file:///project/stress/other.ts:1:1)',
    ),
  )
  expect(caller).toEqual({
    callSite: '/project/node_modules/pg/lib/client.js:9:9',
    frame: 'at /project/stress/orders.stress.ts:21:5',
    isOwn: false,
  })
})

test('a folder whose name is written otherwise in a URL is that folder', () => {
  const vitest = 'onMessage (file:///my%20pr%C3%B6jects/node_modules/vitest/dist/init.js:1:1)'
  expect(callerIn(stack(vitest)).isOwn).toBe(true)
  const { callSite } = callerIn(stack('file:///my%20pr%C3%B6jects/stress/a%25.ts:2:3'))
  expect(callSite).toBe('/my pröjects/stress/a%.ts:2:3')
})

test('a call by this package on behalf of a test is the test’s', () => {
  const caller = callerIn(
    stack(
      `connect (${own}http/direct/direct-connection.js:1:1)`,
      'async send (file:///project/stress/a.ts:2:3)',
    ),
  )
  expect(caller).toEqual({
    callSite: '/project/stress/a.ts:2:3',
    frame: 'at async send (file:///project/stress/a.ts:2:3)',
    isOwn: false,
  })
})

test.each([
  ['Vitest', 'save (file:///p/node_modules/@vitest/snapshot/dist/environment.js:24:18)'],
  ['Vitest, installed by pnpm', 'exit (/p/node_modules/.pnpm/vitest@4/node_modules/vitest/dist/x.js:1:1)'],
  ['the channel to the main process', `open (file://${own}vitest/channel.js:1:1)`],
  [
    'Node, which ends a thread',
    'process.workerOnGlobalUncaughtException (node:internal/main/worker_thread:258:11)',
  ],
  ['a thread for timers', `startPreciseTimer (file://${own}foundation/precise-timer.js:1:1)`],
])('is nobody’s attempt: %s', (_, place) => {
  expect(callerIn(stack(place, '/project/stress/a.ts:1:1')).isOwn).toBe(true)
})

test.each([
  ['what Vitest calls is not Vitest', '/project/a.ts:1:1', 'file:///p/node_modules/vitest/dist/x.js:1:1'],
  ['a package with a similar name', '/p/node_modules/vitest-helper/x.js:1:1', '/project/a.ts:1:1'],
])('counts: %s', (_, ...places) => {
  expect(callerIn(stack(...places)).isOwn).toBe(false)
})

test.each(['listOnTimeout (node:internal/timers:1:1)', 'run (node:internal/process/task_queues:1:1)'])(
  'nothing but Node’s own code has no call site: %s',
  (place) => {
    expect(callerIn(stack(place))).toEqual({
      callSite: null,
      frame: null,
      isOwn: false,
    })
  },
)

test.each([
  ['a path with parentheses and blanks', 'at (/my project (2)/a.ts:3:4)', '/my project (2)/a.ts:3:4'],
  ['no name', '/a.ts:3:4', '/a.ts:3:4'],
  ['no name, after a wait', 'async file:///a.ts:3:4', '/a.ts:3:4'],
  ['a class', 'new Client (file:///a.ts:3:4)', '/a.ts:3:4'],
  ['another name', 'Client.open [as connect] (/a.ts:3:4)', '/a.ts:3:4'],
  ['code that was text', 'eval (eval at run (/a.ts:3:4), <anonymous>:1:1)', '/a.ts:3:4'],
  ['Windows', String.raw`run (C:\p\a.ts:3:4)`, 'C:/p/a.ts:3:4'],
])('a frame with %s', (_, frame, place) => {
  expect(callerIn(stack(frame)).callSite).toBe(place)
})

test('a spy stands between: who called it is the caller', () => {
  const spied = 'Socket.connect (file:///p/node_modules/@vitest/spy/dist/index.js:250:20)'
  expect(callerIn(stack(spied, '/p/stress/a.ts:1:1'))).toMatchObject({
    callSite: '/p/stress/a.ts:1:1',
    isOwn: false,
  })
  expect(callerIn(stack(spied, 'file:///p/node_modules/vitest/dist/x.js:1:1')).isOwn).toBe(true)
})

test('a stack that somebody makes something else of hides nobody', () => {
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')
  Error.prepareStackTrace = (_, frames) => frames
  try {
    expect(findCaller()).toEqual({ callSite: null, frame: null, isOwn: false })
  } finally {
    Reflect.deleteProperty(Error, 'prepareStackTrace')
    if (before) Object.defineProperty(Error, 'prepareStackTrace', before)
  }
})
