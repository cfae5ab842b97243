import { compareRounds } from '../compare/compare-rounds.ts'
import type { ComparedValues } from '../compare/compared-values.ts'
import { judgeGates } from '../compare/judge-gates.ts'
import { roundOrder } from '../compare/round-order.ts'
import { comparedKindOf } from '../config/compared-metrics.ts'
import { realClock } from '../foundation/clock.ts'
import { seededRandom } from '../foundation/random.ts'
import type { Comparison } from '../model/comparison.ts'
import type { Gate, GateResult } from '../model/comparison-section.ts'
import type { PlannedComparison, PlannedVariant } from '../model/planned-comparison.ts'
import { assembleComparison } from './assemble-comparison.ts'
import type { HistoryLines } from './compare-guarantees.ts'
import { limitRun } from './deadline.ts'
import { repeatProgress } from './repeat-progress.ts'
import type { RunOutcome, WatchedRequest } from './run-request.ts'
import type { Turn } from './turn.ts'
import { turnValues } from './turn-values.ts'
import { VariantTotals } from './variant-totals.ts'

export type ComparisonRequest = Omit<WatchedRequest, 'scenario'>
/** Runs one variant once, with its own workload. */
export type RunTurn = (variant: PlannedVariant, request: WatchedRequest) => Promise<RunOutcome>

/**
 * Variants in turns, round by round in an order by chance, each run with a target of its own; then what the rounds say.
 * While a gate is undecided and none is missed, further rounds up to the next look. A run that is not sound ends it after
 * its round. Never rejects for what a run comes to.
 */
export async function runComparison(
  planned: PlannedComparison,
  request: ComparisonRequest,
  runTurn: RunTurn,
  linesOf: HistoryLines,
): Promise<RunOutcome> {
  const limit = limitRun(request.clock ?? realClock, planned.timeLimitMs, request.signal)
  const alive = repeatProgress(request)
  const rounds = new Rounds(planned, { ...request, ...alive, signal: limit.signal }, runTurn)
  try {
    let [compared, gates]: [Comparison | null, GateResult[]] = [null, []]
    for (let round = 0; round < planned.warmupRounds; round++) await rounds.play(-1 - round)
    for (const look of planned.looks) {
      while (rounds.played < look && rounds.isSound) await rounds.play(rounds.played)
      if (compared !== null && !rounds.isSound) break
      compared = compareRounds(valuesOf(planned, rounds.turns), settingsOf(planned), compared)
      gates = rounds.isSound ? judgeGates(compared, gatesOf(planned)) : []
      const isOpen = gates.some(({ verdict }) => verdict === 'invalid')
      if (!rounds.isSound || !isOpen || gates.some(({ verdict }) => verdict === 'fail')) break
    }
    if (!rounds.isSound) gates = []
    const { turns, figures } = rounds
    const { identity } = request
    return assembleComparison({ planned, identity, turns, compared: compared!, gates, figures, linesOf })
  } finally {
    alive.end()
    limit.end()
  }
}

/** The rounds so far. */
class Rounds {
  readonly turns: Turn[] = []
  played = 0
  readonly #planned: PlannedComparison
  readonly #request: ComparisonRequest
  readonly #runTurn: RunTurn
  readonly #order: number[][]
  readonly #totals: ReadonlyMap<string, VariantTotals>
  readonly #notes = new Set<string>()

  constructor(planned: PlannedComparison, request: ComparisonRequest, runTurn: RunTurn) {
    this.#planned = planned
    this.#request = request
    this.#runTurn = runTurn
    this.#order = roundOrder(planned.variants.length, planned.looks.at(-1)!, planned.seed)
    this.#totals = new Map(planned.variants.map(({ name }) => [name, new VariantTotals()]))
  }

  get isSound(): boolean {
    return this.turns.every(({ outcome }) => outcome.metrics.verdict === 'pass')
  }

  get figures() {
    return new Map([...this.#totals].map(([name, totals]) => [name, totals.figures()]))
  }

  /** `index` from 0; below 0 are rounds of warm-up. Nothing, once a round was not sound. */
  async play(index: number): Promise<void> {
    if (!this.isSound) return
    for (const turn of this.turns)
      turn.outcome = { metrics: turn.outcome.metrics, recording: null, evidence: null }
    const order = this.#order[index] ?? [...this.#planned.variants.keys()]
    const seed = seededRandom(this.#planned.seed)
      .fork(`round ${index + 1}`)
      .integer(-(2 ** 31), 2 ** 31 - 1)
    for (const [at, variant] of order.entries())
      await this.#take(this.#planned.variants[variant]!, {
        round: Math.max(0, index + 1),
        turn: at + 1,
        seed,
      })
    if (index >= 0) this.played++
  }

  async #take(variant: PlannedVariant, place: Pick<Turn, 'round' | 'turn' | 'seed'>): Promise<void> {
    const { name } = variant
    const { identity, onProgress, onNote } = this.#request
    const round = { number: place.round, most: this.#planned.looks.at(-1)!, variant: name }
    const outcome = await this.#runTurn(variant, {
      ...this.#request,
      scenario: variant.scenarioAt(place.seed),
      identity: { ...identity, seed: place.seed },
      onProgress: (progress) => onProgress({ ...progress, round }),
      onNote: (note) => void (this.#notes.has(note) || (this.#notes.add(note), onNote?.(note))),
    })
    const names = this.#planned.metrics.map((metric) => metric.name)
    this.turns.push({ ...place, variant: name, values: turnValues(outcome, names), outcome })
    if (place.round > 0) this.#totals.get(name)!.add(outcome)
  }
}

function valuesOf(
  { variants, metrics, margin }: PlannedComparison,
  turns: readonly Turn[],
): ComparedValues[] {
  return metrics.map(({ name, gate }) => ({
    name,
    ...comparedKindOf(name)!,
    gated: gate !== null,
    margin,
    values: Object.fromEntries(
      variants.map((variant) => [
        variant.name,
        turns
          .filter((turn) => turn.round > 0 && turn.variant === variant.name)
          .map(({ values }) => values[name] ?? null),
      ]),
    ),
  }))
}

function settingsOf({ variants, looks }: PlannedComparison) {
  const names = variants.map(({ name }) => name)
  return { reference: names[0]!, variants: names, looks }
}

function gatesOf({ metrics }: PlannedComparison): ReadonlyMap<string, Gate> {
  return new Map(metrics.flatMap(({ name, gate }) => (gate === null ? [] : [[name, gate] as const])))
}
