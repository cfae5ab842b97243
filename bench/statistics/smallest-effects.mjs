import { SignedRank } from '../../dist/compare/signed-rank.js'
import { smallestEffect } from '../../dist/compare/smallest-effect.js'
import { chance } from './chance.mjs'
import { middle } from './error-rates.mjs'
import { share } from './play.mjs'

const margin = Math.log(1.05)

/** An effect of the size that the runs themselves call the smallest (their median): how often it is called worse. */
export function smallestEffects(runs) {
  const { normal } = chance(1)
  const heavy = () =>
    normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2 + normal() ** 2) / 4)
  const cases = [8, 10, 20, 40].flatMap((rounds) => [
    { noise: 'normal', draw: normal, rounds },
    { noise: 't with 4 degrees', draw: heavy, rounds },
  ])
  return cases.map(({ noise, draw, rounds }) => {
    const intervals = Array.from({ length: runs }, () =>
      new SignedRank(Array.from({ length: rounds }, () => 0.03 * draw())).interval(0.005),
    )
    const effect = middle(intervals.map((interval) => smallestEffect(interval, margin)))
    return {
      noise,
      rounds,
      spread: 0.03,
      smallest_effect: Number(Math.exp(effect).toFixed(4)),
      found: share(intervals, ({ from }) => from + effect > margin),
    }
  })
}
