import { noises } from './noises.mjs'
import { isAlarm, judge, playRounds, share } from './play.mjs'

/** The rounds that the guide recommends, and samples of each turn. */
const recommended = { rounds: 30, samples: 5000 }
const recommendedWhereRough = { rounds: 80, samples: 20_000 }

/** Two variants that are the same: how often anything is called worse or better. Without a margin, the test alone. */
export function falseAlarms(comparisons) {
  return Object.keys(noises).map((noise) => {
    const [withMargin, without, single] = [[], [], []]
    for (let seed = 1; seed <= comparisons; seed++) {
      const rounds = playRounds(noise, 500, 20, seed)
      withMargin.push(judge(rounds).metrics)
      without.push(judge(rounds, { margin: 1e-9 }).metrics)
      single.push(Math.abs(rounds[0][1].p99 - rounds[0][0].p99))
    }
    return {
      noise,
      comparisons,
      rounds: 20,
      samples: 500,
      false_alarms: share(withMargin, (metrics) => metrics.some(isAlarm)),
      false_alarms_without_margin: share(without, (metrics) => metrics.some(isAlarm)),
      equivalent_p50: share(withMargin, ([p50]) => p50.outcome === 'equivalent'),
      one_round_p99_10_percent_apart: share(single, (apart) => apart > Math.log(1.1)),
    }
  })
}

/** The second variant is slower by 10 %: how often its p50 is called worse, with the rounds that are recommended. */
export function slowdowns(comparisons, comparisonsWhereRough) {
  const tried = Object.keys(noises).filter((noise) => noise !== 'rough' || comparisonsWhereRough > 0)
  return tried.map((noise) => {
    const isRough = noise === 'rough'
    const { rounds, samples } = isRough ? recommendedWhereRough : recommended
    const found = []
    for (let seed = 1; seed <= (isRough ? comparisonsWhereRough : comparisons); seed++) {
      found.push(judge(playRounds(noise, samples, rounds, seed), { slower: 0.1 }).metrics)
    }
    return {
      noise,
      comparisons: found.length,
      rounds,
      samples,
      found_p50: share(found, ([p50]) => p50.outcome === 'worse'),
      found_p99: share(found, ([, p99]) => p99.outcome === 'worse'),
      smallest_effect_p50: middle(found.map(([p50]) => p50.smallest_effect)),
      smallest_effect_p99: middle(found.map(([, p99]) => p99.smallest_effect)),
    }
  })
}

/** Rounds, samples of a turn, effect: how often p50 and p99 are called worse. The rounds of a row begin the next one's. */
export function table(comparisons) {
  const effects = [0.05, 0.1, 0.2, 0.5]
  return ['drift', 'rough'].flatMap((noise) =>
    [500, 5000].flatMap((samples) => {
      const played = Array.from({ length: comparisons }, (_, at) => playRounds(noise, samples, 60, at + 1))
      return [10, 20, 40, 60].map((rounds) => ({
        noise,
        rounds,
        samples,
        found: Object.fromEntries(
          effects.map((slower) => {
            const judged = played.map((all) => judge(all.slice(0, rounds), { slower }).metrics)
            const of = (at) => share(judged, (metrics) => metrics[at].outcome === 'worse')
            return [`+${slower * 100} %`, { p50: of(0), p99: of(1) }]
          }),
        ),
      }))
    }),
  )
}

export function middle(values) {
  return Number([...values].sort((a, b) => a - b)[values.length >> 1].toFixed(4))
}
