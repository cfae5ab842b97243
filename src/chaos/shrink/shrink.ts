import { leaveOutEach } from './leave-out-each.ts'
import { leaveOut } from './leave-out.ts'
import { lowerNumber } from './lower-number.ts'
import type { Shrinkable } from './shrinkable.ts'
import { Trials } from './trials.ts'

export interface ShrinkRequest<Case, Fault> {
  /** A case that fails. */
  readonly start: Case
  readonly how: Shrinkable<Case, Fault>
  /** The kinds of violations that a case shows; none: it passes, or cannot be run. */
  readonly run: (given: Case) => Promise<readonly string[]>
  /** What must still be shown. Default: the first that the start shows. */
  readonly kind?: string
  /** Runs in all. Default: 60. */
  readonly maxRuns?: number
  /** Whether there is time for more. Default: there always is. */
  readonly hasTime?: () => boolean
}

export interface Shrunk<Case> {
  readonly smallest: Case
  /** What both show; null: the start showed nothing, so there was nothing to shrink. */
  readonly kind: string | null
  readonly runs: number
  /** A last pass has shown that no fault can be left out, and no number lowered by one, or halved. */
  readonly isMinimal: boolean
}

const mostRuns = 60

/**
 * The smallest case that still shows the same kind of violation: fewest faults, then lowest numbers, again and again until
 * nothing more can be taken away. Pure, but for what `run` does.
 */
export async function shrink<Case, Fault>(request: ShrinkRequest<Case, Fault>): Promise<Shrunk<Case>> {
  const { start, how, run, maxRuns = mostRuns, hasTime = () => true } = request
  const trials = new Trials(run, (runs) => runs < maxRuns && hasTime())
  const shown = await trials.kindsOf(start)
  const kind = request.kind ?? shown[0] ?? null
  if (kind === null || !shown.includes(kind)) {
    return { smallest: start, kind: null, runs: trials.runs, isMinimal: false }
  }
  const fails = async (given: Case): Promise<boolean> => (await trials.kindsOf(given)).includes(kind)
  let smallest = await shrinkOnce(start, how, true, fails)
  for (let before: Case | null = null; before !== smallest && !trials.isExhausted;) {
    before = smallest
    smallest = await shrinkOnce(smallest, how, false, fails)
  }
  return { smallest, kind, runs: trials.runs, isMinimal: !trials.isExhausted }
}

/** The same case, if nothing can be taken away from it. */
async function shrinkOnce<Case, Fault>(
  given: Case,
  how: Shrinkable<Case, Fault>,
  isFirst: boolean,
  fails: (given: Case) => Promise<boolean>,
): Promise<Case> {
  const faults = how.faultsOf(given)
  const failsWith = (some: readonly Fault[]): Promise<boolean> => fails(how.withFaults(given, some))
  const left = await (isFirst ? leaveOut(faults, failsWith) : leaveOutEach(faults, failsWith))
  let small = left.length === faults.length ? given : how.withFaults(given, left)
  const count = how.numbersOf(small).length
  for (let place = 0; place < count; place++) {
    const number = how.numbersOf(small)[place]!
    const value = await lowerNumber(number, isFirst, fails)
    if (value < number.value) small = number.with(value)
  }
  return small
}
