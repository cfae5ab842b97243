import { holm } from './holm.ts'
import type { Located } from './located.ts'

type Claim = 'worse' | 'better' | 'equivalent'
const claims: readonly Claim[] = ['worse', 'better', 'equivalent']

/** Log ratios of one metric, above 0 for the worse. */
export interface Judged {
  /** null: there are none to judge by. */
  ranks: Located | null
  /** The largest log ratio that is still equivalent, for the worse and for the better. */
  margin: number
  /** What an earlier look came to; it stands. */
  earlier: Claim | null
}

export interface Claimed {
  outcome: Claim | 'undecided'
  /** An interval whose ends are each wrong with this chance lies where the outcome says, or across a margin. */
  tail: number
}

/**
 * One outcome for each metric, with the chance that anything wrong is claimed kept small over all of them: that any metric
 * is wrongly called worse has at most the chance `tail`, that any is wrongly called better too, and so has `equivalent`.
 *
 * Each of the three is a family of one-sided hypotheses of its own (`not beyond the margin`; `outside of it`, by two
 * one-sided tests), stepped down by Holm. Three families and not one: with the three claims of a metric in one list, which
 * are the true hypotheses depends on the claims, and Holm's argument does not hold (Shaffer 1980 on directions). A claim
 * that an earlier look made counts as rejected in its family: it is either wrong already, or not among the true ones.
 */
export function judgeClaims(metrics: readonly Judged[], tail: number): Claimed[] {
  const families = claims.map((claim) => ({
    claim,
    steps: holm(
      metrics.map((metric) => chanceOf(claim, metric)),
      tail,
    ),
  }))
  return metrics.map((_, at) => {
    const made = families.find(({ steps }) => steps[at]!.rejected)
    return made
      ? { outcome: made.claim, tail: made.steps[at]!.level }
      : { outcome: 'undecided', tail: Math.min(...families.map(({ steps }) => steps[at]!.level)) }
  })
}

/** How likely such rounds are if the claim is wrong. */
function chanceOf(claim: Claim, { ranks, margin, earlier }: Judged): number {
  if (earlier !== null) return earlier === claim ? 0 : 1
  if (ranks === null) return 1
  if (claim === 'worse') return ranks.chanceAbove(margin)
  if (claim === 'better') return ranks.chanceBelow(-margin)
  return Math.max(ranks.chanceBelow(margin), ranks.chanceAbove(-margin))
}
