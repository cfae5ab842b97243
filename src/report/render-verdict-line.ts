import type { ScenarioMetrics } from '../model/metrics.ts'
import type { Verdict } from '../model/verdict.ts'
import { describeVerdict } from './describe-verdict.ts'
import { formatCount } from './format.ts'
import { judgedRows, type JudgedRow } from './judged-rows.ts'

const mostNamed = 6
const mostCharacters = 600
/** The error of the test has the whole of it. */
const mostOfReason = 120
const words: readonly (readonly [Verdict, string])[] = [
  ['fail', 'not kept'],
  ['invalid', 'cannot be told'],
  ['pass', 'kept'],
]

/**
 * A run in one short line, for reports that have room for one: verdict and cause, how much was done, and what it was judged by.
 * `pass, 900 done; kept: latency p99 12.1 ms (at most 20 ms), atLeastOnce`. Pure.
 */
export function renderVerdictLine(metrics: ScenarioMetrics): string {
  const rows = judgedRows(metrics)
  const run = metrics.run === null ? '' : `#${metrics.run} `
  const judged = words.flatMap(([verdict, word]) => {
    const some = rows.filter((row) => row.verdict === verdict)
    return some.length === 0 ? [] : [`${word}: ${nameAll(some)}`]
  })
  const reason =
    rows.length === 0 ? metrics.problems.slice(0, 1).map((problem) => shorten(problem, mostOfReason)) : []
  const start = `${run}${describeVerdict(metrics)}, ${formatCount(metrics.total_processed)} done`
  const line = [start, ...judged, ...reason].join('; ').replaceAll(/\p{Cc}+/gu, ' ')
  return shorten(line, mostCharacters)
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

function nameAll(rows: readonly JudgedRow[]): string {
  const named = rows.slice(0, mostNamed).map(({ name, limit, actual }) => {
    if (limit === '') return name
    return actual === '' ? `${name} (${limit}, no sample)` : `${name} ${actual} (${limit})`
  })
  const rest = rows.length - named.length
  return [...named, ...(rest > 0 ? [`${formatCount(rest)} more`] : [])].join(', ')
}
