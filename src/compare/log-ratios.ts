import type { ComparedValues } from './compared-values.ts'

export type LogRatios = { ok: true; ratios: number[] } | { ok: false; rounds: number; reason: string }

/**
 * Round by round, by how much the variant is worse than the reference: the logarithm of the ratio of the two, or of its
 * inverse where higher is better. Rounds without a value are not left out, since what makes a value missing may well be
 * what was to be measured: then there are none at all, and a reason.
 */
export function logRatios(
  { values, direction }: ComparedValues,
  reference: string,
  variant: string,
  rounds: number,
): LogRatios {
  const [from, to] = [values[reference] ?? [], values[variant] ?? []]
  const paired = Math.min(from.length, to.length)
  if (paired < rounds) return { ok: false, rounds: paired, reason: `${paired} of ${rounds} rounds` }
  const sign = direction === 'lower is better' ? 1 : -1
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const [name, series] of [
      [reference, from],
      [variant, to],
    ] as const) {
      const value = series[round] ?? null
      if (value === null || !(value > 0 && value < Infinity)) {
        const what = value === null ? 'no value' : `the value ${value}, which has no ratio`
        return { ok: false, rounds, reason: `round ${round + 1} of ${name} has ${what}` }
      }
    }
    ratios.push(sign * (Math.log(to[round]!) - Math.log(from[round]!)))
  }
  return { ok: true, ratios }
}
