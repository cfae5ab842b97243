import type { Scenario } from './scenario.ts'

/** Which rates a search for capacity may offer, and how it goes through them. */
export interface CapacityTerms {
  minPerSecond: number
  maxPerSecond: number
  /** It is over when the lowest rate that was breached is above the highest that was kept by at most this share. */
  tolerance: number
  /** Steps of equal ratio from the lowest rate to the highest, until the first breach. */
  growthSteps: number
  /** At least as many as that takes; what is left over is for rates that saturated the generator. */
  maxProbes: number
}

/** A search for capacity with every default applied. */
export interface CapacitySearch {
  terms: CapacityTerms
  /** The least capacity that is good enough; null: any is. */
  minCapacityPerSecond: number | null
  seed: number
  /** Probes that it may come to without a repetition. */
  plannedProbes: number
  /** What the loads of these take, in ms of real time, without targets, hooks and drains. */
  leastMs: number
  /** The whole search takes no longer than this, in real time. */
  timeLimitMs: number
  /** One probe: a scenario with this constant arrival rate. */
  scenarioAt(ratePerSecond: number, seed: number): Scenario
}
