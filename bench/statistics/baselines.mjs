import { compareRuns } from '../../dist/compare/compare-runs.js'
import { chance } from './chance.mjs'

const names = ['throughput', 'latency.p50']
const share = (count, trials) => Number((count / trials).toFixed(4))

/** How often one run, or several, beside the stored runs of a baseline of the same or of slower code come to what. */
export function baselines(trials) {
  const { normal, next } = chance(2)
  const heavy = () =>
    normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2 + normal() ** 2) / 4) / Math.SQRT2
  // Never fast by chance, sometimes slow: what machines do.
  const lopsided = () => -Math.log(1 - next()) - 1
  const noises = { normal, 't with 4 degrees': heavy, lopsided }
  return Object.entries(noises).flatMap(([noise, draw]) =>
    [0.02, 0.05].flatMap((spread) =>
      [
        [5, 1],
        [10, 1],
        [30, 1],
        [10, 10],
      ].map(([stored, now]) => {
        const of = (shift, margin) => {
          const side = (runs, by) => Array.from({ length: runs }, () => Math.exp(by + spread * draw()))
          const counts = { called: 0, worse: 0, kept: 0 }
          for (let trial = 0; trial < trials; trial++) {
            const { comparison, gates } = compareRuns(
              names.map((name) => ({
                name,
                unit: 'ms',
                direction: 'lower is better',
                gated: true,
                margin,
                resolution: 0,
                reference: side(stored, 0),
                variant: side(now, shift),
              })),
              { reference: 'baseline', variant: 'now', falseAlarms: 0.01, more: 'both' },
            )
            const outcomes = comparison.metrics.map(({ outcome }) => outcome)
            if (outcomes.includes('worse') || outcomes.includes('better')) counts.called++
            if (outcomes.includes('worse')) counts.worse++
            if (gates.every(({ verdict }) => verdict === 'pass')) counts.kept++
          }
          return counts
        }
        const same = of(0, 0.2)
        return {
          noise,
          spread,
          stored,
          now,
          called_different_without_margin: share(of(0, 1e-9).called, trials),
          called_different: share(same.called, trials),
          kept: share(same.kept, trials),
          found_at_1_3: share(of(Math.log(1.3), 0.2).worse, trials),
          found_at_1_5: share(of(Math.log(1.5), 0.2).worse, trials),
          found_at_2: share(of(Math.log(2), 0.2).worse, trials),
        }
      }),
    ),
  )
}
