import { compareRounds } from '../../dist/compare/compare-rounds.js'
import { chance } from './chance.mjs'
import { isAlarm, share } from './play.mjs'

const spread = 0.05
const looksOf = { one: [20], three: [10, 15, 20], four: [12, 18, 24, 30] }

/**
 * Rounds are added while anything is undecided. Three gated metrics, all off by the same true ratio; `alike` is what their
 * noise has in common, of the log ratio of a round. At the margin itself the rates are the highest there can be: both
 * `worse` and `equivalent` are wrong there.
 */
export function looking(comparisons) {
  const cases = [
    { looks: 'one', ratio: 1, alike: 0 },
    { looks: 'three', ratio: 1, alike: 0 },
    ...['one', 'three', 'four'].flatMap((looks) => [0, 0.9].map((alike) => ({ looks, ratio: 1.05, alike }))),
    { looks: 'one', ratio: 1.15, alike: 0 },
    { looks: 'three', ratio: 1.15, alike: 0 },
  ]
  return cases.map(({ looks, ratio, alike }) => {
    const random = chance(looksOf[looks].length)
    const runs = Array.from({ length: comparisons }, () =>
      look(looksOf[looks], Math.log(ratio), alike, random),
    )
    const any = (is) => share(runs, ({ metrics }) => metrics.some(is))
    return {
      looks: looksOf[looks],
      ratio,
      alike,
      comparisons,
      any_worse_or_better: any(isAlarm),
      any_worse: any(({ outcome }) => outcome === 'worse'),
      any_equivalent: any(({ outcome }) => outcome === 'equivalent'),
      all_decided: share(runs, ({ metrics }) => metrics.every(({ outcome }) => outcome !== 'undecided')),
      rounds: Number((runs.reduce((sum, { rounds }) => sum + rounds, 0) / comparisons).toFixed(1)),
    }
  })
}

function look(looks, level, alike, { normal }) {
  const values = ['x', 'y', 'z'].map(() => ({ a: [], b: [] }))
  let result = null
  for (const rounds of looks) {
    while (values[0].a.length < rounds) {
      const common = Math.sqrt(alike) * normal()
      for (const { a, b } of values) {
        a.push(1)
        b.push(Math.exp(level + spread * (common + Math.sqrt(1 - alike) * normal())))
      }
    }
    const metrics = values.map((each, at) => ({
      name: String(at),
      unit: 'ms',
      direction: 'lower is better',
      gated: true,
      values: each,
    }))
    result = compareRounds(metrics, { reference: 'a', variants: ['a', 'b'], looks }, result)
    if (result.metrics.every(({ outcome }) => outcome !== 'undecided')) break
  }
  return { metrics: result.metrics, rounds: looks[result.looked - 1] }
}
