import { defineFault } from '../../../src/chaos/fault.ts'
import { sleep, type Clock } from '../../../src/foundation/clock.ts'
import type { TargetContext } from '../../../src/model/scenario.ts'
import { runVirtually, type Given, type RunSettings } from '../../support/virtual-run.ts'

/** A service that answers after 5 ms, unless something is wrong with it. */
export class Service {
  slowMs = 0
  failing = 0
  readonly stuck = new Set<string | null>()
  readonly #clock: Clock
  #calls = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async call(of: string | null): Promise<void> {
    const call = this.#calls++
    if (this.stuck.has(of)) return new Promise(() => {})
    await sleep(this.#clock, 5 + this.slowMs)
    if ((call * 37) % 100 < this.failing) throw new Error('broken')
  }
}

export type State = Partial<Pick<Service, 'slowMs' | 'failing'>> & { stuck?: readonly (string | null)[] }

const set = (service: Service, { stuck, ...rest }: State): void => {
  Object.assign(service, rest)
  if (stuck === undefined) return
  service.stuck.clear()
  for (const each of stuck) service.stuck.add(each)
}

/** Sets the service to `during` while it is open, to `after` when it is healed, and `forMs` later to what it was. */
export const upset = (during: State, after: State = {}, forMs = 0, fires = true) =>
  defineFault({
    kind: 'upset',
    summary: 'Upsets a service.',
    layer: 'process',
    parameters: {},
    point: { expected: 'a Service', accepts: (value): value is Service => value instanceof Service },
    open(service: Service, _parameters, { fired, clock }) {
      if (fires) fired()
      set(service, during)
      return () => {
        set(service, { slowMs: 0, failing: 0, stuck: [], ...after })
        if (forMs > 0) clock.after(forMs, () => set(service, { slowMs: 0, failing: 0, stuck: [] }))
      }
    },
  })

/** 100 a second, to three agents, over 4 s: steady to 1.2 s, all healed at 2.8 s. */
export const timed = {
  executor: 'constant-arrival-rate',
  ratePerSecond: 100,
  durationMs: 4_000,
  agents: 3,
  drainMs: 500,
}

export function runService(
  options: Record<string, unknown>,
  settings: RunSettings = {},
  workload: (given: Given<Service>) => unknown = ({ target, iteration }) => target.call(iteration.agent),
) {
  return runVirtually<Service>(
    {
      load: timed,
      target: ({ clock }: TargetContext) => new Service(clock),
      faultPoints: (target: Service) => ({ service: target }),
      recovery: true,
      budgets: { successRate: { min: 0 } },
      ...options,
    },
    workload,
    settings,
  )
}
