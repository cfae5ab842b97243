import { compareRounds } from '../../dist/compare/compare-rounds.js'
import { roundOrder } from '../../dist/compare/round-order.js'
import { chance } from './chance.mjs'
import { machine, noises } from './noises.mjs'

/** The rounds of a comparison of two variants that are the same: p50 and p99 of each turn, as logarithms. */
export function playRounds(noise, samples, rounds, seed) {
  const turn = machine(noises[noise], samples, chance(seed))
  return roundOrder(2, rounds, seed).map((order) => {
    const round = []
    for (const variant of order) round[variant] = turn()
    return round
  })
}

/** The comparison of rounds, with `b` slower by that share; both metrics are gated. */
export function judge(rounds, { slower = 0, margin = 0.05, looks = [rounds.length] } = {}) {
  const by = Math.log1p(slower)
  const metrics = ['p50', 'p99'].map((name) => ({
    name,
    unit: 'ms',
    direction: 'lower is better',
    gated: true,
    margin,
    values: {
      a: rounds.map((round) => Math.exp(round[0][name])),
      b: rounds.map((round) => Math.exp(round[1][name] + by)),
    },
  }))
  return compareRounds(metrics, { reference: 'a', variants: ['a', 'b'], looks })
}

export const share = (list, holds) => Number((list.filter(holds).length / list.length).toFixed(4))
export const isAlarm = ({ outcome }) => outcome === 'worse' || outcome === 'better'
