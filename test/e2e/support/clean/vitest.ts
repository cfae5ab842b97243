import type { CleanFile } from './clean-file.ts'

/** What Vitest offers to any test. */
export const vitest: CleanFile = {
  strength: 'sealed',
  head: `
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runStress } from 'vitest-stress'
import { price } from '../src/price.ts'
import { add } from '../src/sum.ts'
vi.mock('../src/price.ts', () => ({ price: () => 7 }))
vi.mock(import('../src/sum.ts'), async (original) => ({ ...(await original()) }))
const one = { executor: 'shared-iterations', iterations: 3, concurrency: 1 } as const
const load = one
beforeEach(() => { vi.stubGlobal('shop', 'open'); vi.stubEnv('HOME', process.env.HOME); return () => vi.unstubAllGlobals() })
afterEach(() => { vi.restoreAllMocks(); vi.unstubAllEnvs() })
const withShop = stressTest.extend('shop', async ({}, { onCleanup }) => { onCleanup(() => {}); return { orders: 0 } })
const withUser = stressTest.extend({ user: async ({}, use) => { await use('Ann') } })
let called = 0
test('runStress and its matchers', async () => {
  const result = await runStress({ load, time: 'virtual' }, ({ clock }) => clock.sleep(1))
  expect(result).toBeIsolated()
  expect(result).toMeetBudgets()
})
describe.each(['x', 'y'])('in a suite %s', (suite) => { stressTest('nested', { load }, () => { expect(suite).toMatch(/x|y/) }) })
stressTest.each([[1, 2], [3, 4]])('of a table %i %i', { load }, () => {})
withShop('a fixture', { load }, ({ shop }) => { shop.orders++ })
withUser('a fixture that is used', { load }, ({ user }) => { if (user !== 'Ann') throw new Error('nobody') })`,
  scenarios: {
    'a module that is mocked': "{ load }, () => { if (price() !== 7) throw new Error('not mocked') }",
    'a module that is mocked with itself': "{ load }, () => { if (add(1, 2) !== 3) throw new Error('lost') }",
    'fake timers, put back':
      '{ load }, () => { vi.useFakeTimers(); const timer = setTimeout(() => {}, 1_000); vi.advanceTimersByTime(2_000); clearTimeout(timer); vi.useRealTimers() }',
    'a time that is set, and put back':
      "{ load }, () => { vi.useFakeTimers({ toFake: ['Date'] }); vi.setSystemTime(0); vi.useRealTimers() }",
    'a spy':
      "{ load }, () => { const spy = vi.spyOn(console, 'debug').mockImplementation(() => {}); console.debug('x'); expect(spy).toHaveBeenCalled(); spy.mockRestore() }",
    'a snapshot': '{ load: { ...one, iterations: 1 } }, () => { expect({ a: 1 }).toMatchSnapshot() }',
    'a snapshot in the file':
      '{ load: { ...one, iterations: 1 } }, () => { expect([1]).toMatchInlineSnapshot(`\n[\n  1,\n]\n`) }',
    'a soft expectation': '{ load }, () => { expect.soft(1).toBe(1) }',
    'a hook of the test':
      '{ load }, async (context) => { context.onTestFinished?.(() => {}); await context.annotate?.("seen") }',
    'vi.waitFor':
      '{ load: { ...one, iterations: 1 } }, () => vi.waitFor(() => { if (++called < 2) throw new Error("not yet") }, { interval: 5 })',
    'vi.importActual':
      "{ load }, async () => { const actual = await vi.importActual('../src/price.ts'); if (actual.price() !== 1) throw new Error('not actual') }",
    'a poll':
      '{ load: { ...one, iterations: 1 } }, async () => { await expect.poll(() => ++called, { interval: 5 }).toBeGreaterThan(1) }',
    'vi.hoisted, vi.fn, vi.stubEnv':
      "{ load }, () => { vi.stubEnv('STAGE', 'test'); vi.unstubAllEnvs(); vi.fn()() }",
    'a console':
      "{ load: { ...one, iterations: 1 } }, () => { console.log('said'); process.stdout.write('') }",
  },
}
