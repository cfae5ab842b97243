import { numberFormat } from './number-format.ts'

const percent = numberFormat({ maximumFractionDigits: 1, signDisplay: 'exceptZero' })
const factor = numberFormat({ maximumSignificantDigits: 3 })

/** A ratio as a change: `+20.3 %`, `-4 %`, `0 %`; beyond three times or a third as a factor, `×12.4`; `-` for null. */
export function formatChange(ratio: number | null): string {
  if (ratio === null) return '-'
  return ratio >= 3 || ratio <= 1 / 3 ? `×${factor(ratio)}` : `${percent(100 * (ratio - 1))} %`
}
