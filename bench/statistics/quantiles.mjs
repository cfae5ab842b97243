import { quantileInterval } from '../../dist/compare/quantile-interval.js'
import { normalQuantile } from '../../dist/compare/distributions/normal-quantile.js'
import { quantileRanks } from '../../dist/compare/quantile-ranks.js'
import { chance } from './chance.mjs'
import { middle } from './error-rates.mjs'
import { share } from './play.mjs'

const [samples, seconds, spread] = [30_000, 60, 0.5]

/**
 * Runs of 60 s with 500 samples each, whose neighbours are alike (AR(1)): how often the interval of 99 % holds the true
 * quantile, and how often the plain binomial one does, which takes all samples for independent.
 */
export function quantiles(runs) {
  return [0, 0.9, 0.99].flatMap((alike) => {
    const random = chance(1)
    const played = Array.from({ length: runs }, () => play(alike, random))
    return [0.5, 0.95, 0.99].map((quantile) => {
      const truth = Math.exp(spread * normalQuantile(quantile))
      const holds = ({ from, to }) => (from ?? 0) <= truth && (to ?? Infinity) >= truth
      const found = played.map(({ total, stretches }) => quantileInterval(total, stretches, quantile, 0.99))
      const ranks = quantileRanks(samples, quantile, 0.005)
      return {
        alike,
        quantile,
        runs,
        covered: share(found, holds),
        covered_if_taken_for_independent: share(played, ({ values }) =>
          holds({ from: values[ranks.from - 1], to: values[ranks.to - 1] }),
        ),
        effective_samples: middle(found.map(({ effectiveSamples }) => effectiveSamples)),
        unbounded: share(found, ({ from, to }) => from === null || to === null),
      }
    })
  })
}

function play(alike, { normal }) {
  const values = new Float64Array(samples)
  let state = normal()
  for (let at = 0; at < samples; at++) {
    state = alike * state + Math.sqrt(1 - alike ** 2) * normal()
    values[at] = Math.exp(spread * state)
  }
  const each = samples / seconds
  const stretches = Array.from({ length: seconds }, (_, at) =>
    toBuckets(values.slice(at * each, (at + 1) * each)),
  )
  return { total: toBuckets(values), stretches, values: values.sort() }
}

/** Buckets 0.1 % wide. */
function toBuckets(values) {
  const counts = new Map()
  for (const value of values) {
    const index = Math.floor(Math.log(value) * 1000)
    counts.set(index, (counts.get(index) ?? 0) + 1)
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([index, count]) => ({ from: Math.exp(index / 1000), to: Math.exp((index + 1) / 1000), count }))
}
