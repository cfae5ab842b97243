import type { ComparedMetric } from '../model/comparison.ts'
import { formatChange } from './format-change.ts'
import { formatCount, formatNumber } from './format.ts'

interface Column {
  readonly title: string
  readonly cell: (metric: ComparedMetric) => string
}

/** What stands to the left; figures come after these. */
export const namesOfCompared = 2

/** A metric of a variant beside the reference, in every table of a comparison: names, figures, and what it came to. */
export const comparisonColumns: readonly Column[] = [
  { title: 'metric', cell: ({ name }) => name },
  { title: 'variant', cell: ({ variant }) => variant },
  { title: 'rounds', cell: ({ rounds }) => formatCount(rounds) },
  { title: 'change', cell: ({ ratio }) => formatChange(ratio) },
  { title: 'interval', cell: intervalOf },
  { title: 'margin', cell: ({ margin }) => percent(margin) },
  { title: 'would find', cell: ({ smallest_effect }) => formatChange(smallest_effect) },
  { title: 'outcome', cell: outcomeOf },
]

function intervalOf({ interval, confidence }: ComparedMetric): string {
  if (interval === null) return '-'
  return `${formatChange(interval.from)} to ${formatChange(interval.to)} (${percent(confidence)})`
}

function outcomeOf({ outcome, reason, gated }: ComparedMetric): string {
  return `${outcome}${gated ? '' : ', not gated'}${reason === null ? '' : `: ${reason}`}`
}

/** `99.5 %`; four digits are enough for a confidence. */
function percent(share: number): string {
  return `${formatNumber(100 * share)} %`
}
