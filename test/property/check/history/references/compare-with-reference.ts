import { isDeepStrictEqual } from 'node:util'
import type { HistoryChecker, HistoryReport } from '../../../../../src/check/history/checker.ts'
import { canonicalJson } from '../../../../../src/check/history/value-numbers.ts'
import { seededRandom } from '../../../../../src/foundation/random.ts'
import type { Law } from './laws.ts'

export interface Comparison {
  compared: number
  verdicts: Record<string, number>
  /** The first history on which the two differ, with all that is needed to see why. */
  difference: object | null
}

/** Judges random histories by a checker and by its reference, until they differ. */
export function compareWithReference(
  { checker, reference, history }: Law,
  count: number,
  check: HistoryChecker['check'] = (operations, options) => checker.check(operations, options),
): Comparison {
  const verdicts: Record<string, number> = { pass: 0, fail: 0, invalid: 0 }
  for (let seed = 0; seed < count; seed++) {
    const drawn = history(seededRandom(seed).fork(checker.name))
    const { proof, ...report } = check(drawn.history, drawn.options)
    const expected = reference(drawn.history, drawn.options as never)
    const proven = (report.verdict === 'fail') === (proof !== null) && (proof?.messages.length ?? 0) <= 8
    verdicts[report.verdict]!++
    if (!proven || !isDeepStrictEqual(steady(report), steady(expected))) {
      return { compared: seed + 1, verdicts, difference: { seed, ...drawn, report, expected, proof } }
    }
  }
  return { compared: count, verdicts, difference: null }
}

/** The steps of a consumer or producer in one key may come in any order: both are sorted by all they contain. */
function steady(report: object): object {
  const { errors } = report as Partial<HistoryReport> & { errors?: Record<string, unknown[]> }
  if (!errors) return report
  const text = (item: unknown): string => canonicalJson(item)
  const sorted = Object.entries(errors).map(([kind, items]) => [
    kind,
    items.toSorted((a, b) => (text(a) < text(b) ? -1 : 1)),
  ])
  return { ...report, errors: Object.fromEntries(sorted) as object }
}
