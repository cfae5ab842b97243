// What one iteration of the engine costs beside a hand-written loop of one await, the clock and one histogram record, by
// turns: `npm run build && node bench/engine/index.mjs`. Prints medians and ratios as JSON, of CPU time in nanoseconds an
// iteration: plain, and inside `vitest run`, all loops in one process. `frugal`: the loop by hand with one look at the clock an
// iteration in place of two, since the end of one is the beginning of the next, as in the engine. Beside it, what tinybench
// takes on the wall for the same, and what Vite's module runner does to a workload that calls from module to module.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { run as runAlone } from '../run.mjs'
import { compareAll, median } from './compare.mjs'
import { calls, callsOptions, rounds } from './in-vitest/calls.mjs'
import chainWorkload from './in-vitest/chain.workload.mjs'
import { iterations, optionsOf, pairs, settings } from './settings.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

async function run(options, workload) {
  const metrics = await runAlone(options, workload)
  if (metrics.verdict !== 'pass') throw new Error(JSON.stringify(metrics.problems))
  return metrics
}

const noOp = async () => {}

/** On the wall, as tinybench itself counts. It comes with Vitest. */
async function besideTinybench() {
  const require = createRequire(createRequire(import.meta.url).resolve('vitest/package.json'))
  const { Bench } = await import(pathToFileURL(require.resolve('tinybench')).href)
  const took = { tinybench: [], engine: [] }
  // It keeps every sample, and sorts them.
  const tinyIterations = 200_000
  for (let pair = 0; pair <= pairs; pair++) {
    const bench = new Bench({ time: 0, iterations: tinyIterations, warmup: false }).add('no-op', noOp)
    const start = performance.now()
    await bench.run()
    const between = performance.now()
    await run(optionsOf(settings[0], tinyIterations), noOp)
    const end = performance.now()
    if (pair === 0) continue
    took.tinybench.push(((between - start) * 1e6) / tinyIterations)
    took.engine.push(((end - between) * 1e6) / tinyIterations)
  }
  const ratio = median(took.engine.map((ns, index) => ns / took.tinybench[index]))
  return {
    tinybench_wall_ns: Math.round(median(took.tinybench)),
    engine_wall_ns: Math.round(median(took.engine)),
    ratio: Number(ratio.toFixed(2)),
  }
}

function insideVitest() {
  const out = join(tmpdir(), `vitest-stress-engine-${process.pid}.json`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run'], {
      cwd: fileURLToPath(new URL('./in-vitest', import.meta.url)),
      env: { ...process.env, ENGINE_BENCH_OUT: out },
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stdout + stderr)
    return JSON.parse(readFileSync(out, 'utf8'))
  } finally {
    rmSync(out, { force: true })
  }
}

async function chainPlain() {
  const took = []
  for (let round = 0; round < rounds; round++)
    took.push((await run(callsOptions, chainWorkload)).latency_stats.p50_ms)
  return Number(((median(took) * 1e6) / calls).toFixed(2))
}

const results = await compareAll(run, noOp)
const tinybench = await besideTinybench()
const plainNs = await chainPlain()
const { results: inVitest, chain } = insideVitest()
const ns_per_call = { plain: plainNs, ...chain }
console.log(
  JSON.stringify(
    {
      node: process.version,
      iterations,
      pairs,
      plain: results,
      inside_vitest: inVitest,
      tinybench,
      cpu_bound: { ns_per_call },
    },
    null,
    2,
  ),
)
