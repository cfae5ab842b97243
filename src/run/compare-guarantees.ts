import type { RecordedHistory } from '../check/evidence.ts'
import type { GuaranteeOfVariants } from '../model/comparison-section.ts'
import type { CheckResult } from '../model/metrics.ts'
import { worstVerdict } from '../model/verdict.ts'
import type { Turn } from './turn.ts'

/** Renders a history as lines of the published format. */
export type HistoryLines = (history: RecordedHistory) => Iterable<string>

/** A message has a handful of events; what is beyond that stands in the files of `history.path`. */
const mostLines = 40

/**
 * The guarantees of all variants beside each other. Runs of one round have the same seed, messages and faults: where one
 * keeps what another does not, the histories of that round show it. `turns`: at least one.
 */
export function compareGuarantees(
  turns: readonly Turn[],
  linesOf: HistoryLines,
): GuaranteeOfVariants[] | null {
  const names = [...new Set(turns.flatMap((turn) => checksOf(turn).map(({ guarantee }) => guarantee)))]
  if (names.length === 0) return null
  return names.map((guarantee) => {
    const judged = turns.flatMap((turn) => {
      const result = checksOf(turn).find((each) => each.guarantee === guarantee)
      return result === undefined ? [] : [{ turn, result }]
    })
    const different = firstDifference(judged)
    return {
      guarantee,
      verdicts: worstByVariant(judged),
      round: different?.[0]!.turn.round ?? null,
      seed: different?.[0]!.turn.seed ?? null,
      summaries: Object.fromEntries(
        (different ?? []).map(({ turn, result }) => [turn.variant, result.summary]),
      ),
      histories: different === null ? {} : historiesOf(different, linesOf),
    }
  })
}

interface Judged {
  turn: Turn
  result: CheckResult
}

function checksOf({ outcome }: Turn): readonly CheckResult[] {
  return outcome.metrics.guarantees?.checks ?? []
}

function worstByVariant(judged: readonly Judged[]): GuaranteeOfVariants['verdicts'] {
  const variants = [...new Set(judged.map(({ turn }) => turn.variant))]
  return Object.fromEntries(
    variants.map((variant) => [
      variant,
      worstVerdict(judged.filter(({ turn }) => turn.variant === variant).map(({ result }) => result.verdict)),
    ]),
  )
}

/** The runs of the first round whose verdicts are not all the same. */
function firstDifference(judged: readonly Judged[]): Judged[] | null {
  for (const round of new Set(judged.map(({ turn }) => turn.round))) {
    const some = judged.filter(({ turn }) => turn.round === round)
    if (new Set(some.map(({ result }) => result.verdict)).size > 1) return some
  }
  return null
}

/** Of the messages that any of them names as an example or a proof. */
function historiesOf(judged: readonly Judged[], linesOf: HistoryLines): Record<string, string[]> {
  const named = new Set(
    judged.flatMap(({ result }) => [
      ...(result.proof?.messages ?? []).map(({ message }) => message),
      // An identity may hold a colon, and never ends in one.
      ...result.examples.flatMap((text) =>
        text.split(/[\s,;()"]+/).map((word) => word.replace(/[:.]+$/, '')),
      ),
    ]),
  )
  return Object.fromEntries(
    judged.flatMap(({ turn }) => {
      const history = turn.outcome.evidence?.history
      return history ? [[turn.variant, linesAbout(named, linesOf(history))]] : []
    }),
  )
}

function linesAbout(messages: ReadonlySet<string>, lines: Iterable<string>): string[] {
  const found: string[] = []
  for (const line of lines) {
    const { value } = JSON.parse(line) as { value: unknown }
    if (typeof value === 'string' && messages.has(value)) found.push(line)
    if (found.length === mostLines) break
  }
  return found
}
