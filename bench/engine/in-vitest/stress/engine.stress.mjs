import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runStress } from 'vitest-stress'
import { compareAll, median } from '../../compare.mjs'
import { calls, callsOptions, rounds } from '../calls.mjs'
import chainWorkload from '../chain.workload.mjs'

const noOp = async () => {}

async function run(options, workload) {
  const result = await runStress(options, workload)
  expect(result.verdict).toBe('pass')
  return result.metrics
}

async function callNs(options, workload) {
  const took = []
  for (let round = 0; round < rounds; round++) took.push((await run(options, workload)).latency_stats.p50_ms)
  return Number(((median(took) * 1e6) / calls).toFixed(2))
}

test('the engine, and what the module runner costs', { timeout: 600_000 }, async () => {
  const results = await compareAll(run, noOp)
  const module = new URL('../chain.workload.mjs', import.meta.url)
  const chain = {
    module_runner: await callNs(callsOptions, chainWorkload),
    module: await callNs(callsOptions, module),
    module_workers_1: await callNs({ ...callsOptions, workers: 1 }, module),
    module_workers_2: await callNs(
      { load: { ...callsOptions.load, iterations: 400, concurrency: 2 }, workers: 2 },
      module,
    ),
  }
  writeFileSync(process.env.ENGINE_BENCH_OUT, JSON.stringify({ results, chain }))
})
