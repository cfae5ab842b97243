import type { Clock } from '../../src/foundation/clock.ts'
import { SharedServer, type Discipline } from './shared-server.ts'
import { runVirtually } from './virtual-run.ts'

export const arrivals = (ratePerSecond: number, durationMs = 2_000) => ({
  executor: 'constant-arrival-rate',
  ratePerSecond,
  durationMs,
  arrivals: 'poisson',
  drainMs: 10_000,
})

/** Ten servers, 100 calls a second: one tenant alone asks for half as much again, two ask for ten each. */
export const floodedByOne = {
  loads: { hog: arrivals(150), a: arrivals(10), b: arrivals(10) },
  budgets: { tenants: { p99Ratio: { max: 1.5, except: ['hog'] }, jain: { min: 0.8 } } },
}

/** 80 to 120 ms, no two after another alike: equal ones would end together. */
const serviceMs = (index: number): number => 80 + ((index * 17) % 41)

/** `floodedByOne`, or what `options` put in the place of its parts. */
export const runShared = (discipline: Discipline, options: object) =>
  runVirtually<SharedServer>(
    {
      target: ({ clock }: { clock: Clock }) => new SharedServer(clock, 10, discipline),
      leaks: false,
      ...floodedByOne,
      ...options,
    },
    ({ target, iteration }) => target.serve(iteration.load ?? 'all', serviceMs(iteration.index)),
  )
