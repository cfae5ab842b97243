/** Nanoseconds of CPU time an iteration, of all threads: other processes spoil it less than the time on the wall. */
export async function cpuNs(iterations, run) {
  const start = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(start)
  return ((user + system) * 1e3) / iterations
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/**
 * `hand` and `engine` by turns; the first pair warms up. What a run costs before and after its load is told apart:
 * inside Vitest it collects all garbage twice, to know how much memory the load leaves behind.
 */
export async function compare(pairs, iterations, { hand, engine, almostNothing }) {
  const took = { hand: [], engine: [], ratio: [], runMs: [] }
  for (let pair = 0; pair <= pairs; pair++) {
    const handNs = await cpuNs(iterations, hand)
    const runNs = await cpuNs(1, almostNothing)
    const engineNs = (await cpuNs(iterations, engine)) - runNs / iterations
    if (pair === 0) continue
    took.hand.push(handNs)
    took.engine.push(engineNs)
    took.ratio.push(engineNs / handNs)
    took.runMs.push(runNs / 1e6)
  }
  return {
    hand_ns: Math.round(median(took.hand)),
    engine_ns: Math.round(median(took.engine)),
    ratio: Number(median(took.ratio).toFixed(2)),
    run_ms: Math.round(median(took.runMs)),
  }
}
