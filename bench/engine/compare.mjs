import { byHand, byHandFrugally } from './by-hand.mjs'
import { few, iterations, optionsOf, pairs, settings } from './settings.mjs'

/** Nanoseconds of CPU time an iteration, of all threads: other processes spoil it less than the time on the wall. */
async function cpuNs(count, run) {
  const start = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(start)
  return ((user + system) * 1e3) / count
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Each of `settings` in turn. `run(options, workload)`: the engine's way. */
export async function compareAll(run, workload) {
  const results = []
  for (const setting of settings) {
    const hand = () => byHand(setting.users, iterations, workload)
    const frugal = () => byHandFrugally(setting.users, iterations, workload)
    const engine = () => run(optionsOf(setting), workload)
    const almostNothing = () => run(optionsOf(setting, Math.max(few, setting.users)), workload)
    results.push({ ...setting, ...(await compare({ hand, frugal, engine, almostNothing })) })
  }
  return results
}

/**
 * `hand`, `frugal` and `engine` by turns; the first round warms up. What a run costs before and after its load is told apart:
 * inside Vitest it collects all garbage twice, to know how much memory the load leaves behind.
 */
async function compare({ hand, frugal, engine, almostNothing }) {
  const took = { hand: [], frugal: [], engine: [], runMs: [] }
  for (let pair = 0; pair <= pairs; pair++) {
    const handNs = await cpuNs(iterations, hand)
    const frugalNs = await cpuNs(iterations, frugal)
    const runNs = await cpuNs(1, almostNothing)
    const engineNs = (await cpuNs(iterations, engine)) - runNs / iterations
    if (pair === 0) continue
    took.hand.push(handNs)
    took.frugal.push(frugalNs)
    took.engine.push(engineNs)
    took.runMs.push(runNs / 1e6)
  }
  const beside = (peer) => Number(median(took.engine.map((ns, at) => ns / peer[at])).toFixed(2))
  return {
    hand_ns: Math.round(median(took.hand)),
    frugal_ns: Math.round(median(took.frugal)),
    engine_ns: Math.round(median(took.engine)),
    ratio: beside(took.hand),
    ratio_frugal: beside(took.frugal),
    run_ms: Math.round(median(took.runMs)),
  }
}
