// Hooks and several loads: what flows from one to the other, and what is a compile error.
import { runStress, stressTest, type RunClock } from 'vitest-stress'
import { expectTypeOf } from 'vitest'

const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 1 } as const
interface Server {
  port: number
}

stressTest(
  'all of them',
  {
    load,
    target: async (): Promise<Server> => ({ port: 1 }),
    setup: async ({ target, agents, seed, clock, signal }) => {
      expectTypeOf(target).toEqualTypeOf<Server>()
      expectTypeOf({ agents, seed, clock, signal }).toEqualTypeOf<{
        agents: readonly string[]
        seed: number
        clock: RunClock
        signal: AbortSignal
      }>()
      return { token: 'a' }
    },
    beforeEachUser: ({ target, setup, userIndex, agent }) => {
      expectTypeOf(setup.token).toBeString()
      expectTypeOf(target.port + userIndex).toBeNumber()
      return { session: `${agent}` }
    },
    afterEachUser: ({ user }) => {
      expectTypeOf(user).toEqualTypeOf<{ session: string }>()
    },
    teardown: ({ setup }) => {
      expectTypeOf(setup).toEqualTypeOf<{ token: string }>()
    },
    hookTimeoutMs: 5,
  },
  ({ target, setup, user, iteration }) => {
    expectTypeOf(target).toEqualTypeOf<Server>()
    expectTypeOf(setup).toEqualTypeOf<{ token: string }>()
    expectTypeOf(user).toEqualTypeOf<{ session: string }>()
    expectTypeOf(iteration.load).toEqualTypeOf<string | null>()
    expectTypeOf(iteration.userIndex).toBeNumber()
    iteration.tag('read')
    // @ts-expect-error a tag is a string
    iteration.tag(7)
  },
)

// @ts-expect-error without `setup` there is none
stressTest('', { load }, ({ setup }) => setup)
// @ts-expect-error without `beforeEachUser` there is none
stressTest('', { load }, ({ user }) => user)

const withUser = stressTest.extend<{ user: Date }>({ user: new Date() })
withUser('a fixture may have the name', { load }, ({ user }) => {
  expectTypeOf(user).toEqualTypeOf<Date>()
})
withUser('and what the scenario declares beats it', { load, beforeEachUser: () => 7 }, ({ user }) => {
  expectTypeOf(user).toBeNumber()
})

export const result = runStress({ load, setup: () => 7 }, ({ setup }) => {
  expectTypeOf(setup).toBeNumber()
})

stressTest(
  'loads',
  {
    loads: { steady: load, spike: { ...load, startAfterMs: 5 } },
    budgets: { loads: { spike: { failures: { max: 1 } } }, tags: { read: { failures: { max: 1 } } } },
    data: [{ id: 1 }],
  },
  ({ iteration }) => {
    expectTypeOf(iteration.data.id).toBeNumber()
  },
)
// @ts-expect-error no such option of a load
stressTest('', { loads: { steady: { ...load, startAfter: 5 } } }, () => {})
