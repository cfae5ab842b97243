import type { Comparison } from '../model/comparison.ts'
import { formatCount, formatNumber } from './format.ts'
import { oneLine } from './one-line.ts'

/** `beside plain, after 20 of at most 40 rounds; wrongly worse or better: at most 1 %`. */
export function describeComparison({ reference, looks, looked, false_alarms }: Comparison): string {
  const [taken, most] = [looks[looked - 1] ?? 0, looks.at(-1) ?? 0]
  const rounds = taken === most ? formatCount(taken) : `${formatCount(taken)} of at most ${formatCount(most)}`
  const noun = most === 1 ? 'round' : 'rounds'
  const alarms = `wrongly worse or better: at most ${formatNumber(100 * false_alarms)} %`
  return `beside ${oneLine(reference)}, after ${rounds} ${noun}; ${alarms}`
}
