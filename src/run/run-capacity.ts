import { realClock } from '../foundation/clock.ts'
import { seededRandom } from '../foundation/random.ts'
import { setLimit } from '../foundation/set-limit.ts'
import type { CapacitySearch } from '../model/capacity-search.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import type { Progress } from '../model/wire.ts'
import { assembleCapacity } from './assemble-capacity.ts'
import { limitRun } from './deadline.ts'
import { isBroken } from './is-broken.ts'
import { bracketOf, nextRate, type Finding } from './next-rate.ts'
import type { Probe } from './probe.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'
import { runScenario } from './run-scenario.ts'

export type CapacityRequest = Omit<RunRequest, 'scenario'>

/** Tests of the search itself judge by what they like. */
export type RunProbe = (request: RunRequest) => Promise<RunOutcome>

/**
 * Searches the highest rate that keeps what it must, one run after the other, each with a target of its own. Never rejects
 * for what a run comes to: the outcome is that of the probe that decided, with the whole search in its metrics.
 */
export async function runCapacity(
  search: CapacitySearch,
  request: CapacityRequest,
  run: RunProbe = runScenario,
): Promise<RunOutcome> {
  const limit = limitRun(request.clock ?? realClock, search.timeLimitMs, request.signal)
  const alive = repeatProgress(request)
  const notes = new Set<string>()
  const probes: Probe[] = []
  let endedBy: Probe | null = null
  try {
    for (let rate = nextRate(search.terms, probes); rate !== null && endedBy === null;) {
      const seed = seedOf(search.seed, probes.length)
      const about = { number: probes.length + 1, most: search.terms.maxProbes, ratePerSecond: rate }
      const outcome = await run({
        ...request,
        scenario: search.scenarioAt(rate, seed),
        identity: { ...request.identity, seed },
        signal: limit.signal,
        onProgress: (progress) => alive.onProgress({ ...progress, probe: about }),
        // What is said of how guarantees are judged is the same for all.
        onNote: (note) => void (notes.has(note) || (notes.add(note), request.onNote?.(note))),
      })
      const finding = findingOf(outcome, bracketOf(probes).kept !== null)
      const probe: Probe = { ratePerSecond: rate, seed, finding: finding ?? 'breached', outcome }
      if (finding === null) endedBy = probe
      probes.push(probe)
      forgetBut(probes, endedBy)
      rate = nextRate(search.terms, probes)
    }
  } finally {
    alive.end()
    limit.end()
  }
  return assembleCapacity({ search, identity: request.identity, probes, endedBy })
}

/**
 * null: the probe says nothing, and what kept it from that will keep the next from it as well. `worked`: the target did at a
 * lower rate.
 */
function findingOf({ metrics }: RunOutcome, worked: boolean): Finding | null {
  // What it must not do has nothing to do with its rate.
  if (isBroken(metrics.isolation)) return null
  if (metrics.verdict === 'pass') return 'kept'
  if (metrics.verdict === 'fail') return 'breached'
  if (metrics.cause === 'saturated') return 'saturated'
  if (!worked || !completedNothing(metrics)) return null
  // The generator is judged for nothing where there is nothing to judge by.
  return metrics.health?.saturated ? 'saturated' : 'breached'
}

/** Iterations began, and none ended: at a rate that it cannot take, a target may take nothing at all. */
function completedNothing({ cause, total_processed, unfinished_iterations }: ScenarioMetrics): boolean {
  return cause === 'no-evidence' && total_processed === 0 && unfinished_iterations > 0
}

/** Recordings and histories are large: only those of the probes that may yet decide are kept. */
function forgetBut(probes: readonly Probe[], endedBy: Probe | null): void {
  const { kept, above } = bracketOf(probes)
  for (const probe of probes) {
    if (probe === kept || probe === above || probe === endedBy) continue
    probe.outcome = { metrics: probe.outcome.metrics, recording: null, evidence: null }
  }
}

function seedOf(seed: number, index: number): number {
  return seededRandom(seed)
    .fork(`probe ${index + 1}`)
    .integer(-(2 ** 31), 2 ** 31 - 1)
}

const heartbeatMs = 5_000

/** Between two probes a target is closed and built, and nothing is told of either: the process must not seem to be stuck. */
function repeatProgress({ onProgress, clock = realClock }: CapacityRequest): {
  onProgress: (progress: Progress) => void
  end: () => void
} {
  let last: Progress | null = null
  let cancel = (): void => {}
  const beat = (): void => {
    cancel = setLimit(clock, heartbeatMs, () => {
      if (last !== null) onProgress(last)
      beat()
    })
  }
  beat()
  return { onProgress: (progress) => onProgress((last = progress)), end: () => cancel() }
}
