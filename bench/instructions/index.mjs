// How many machine instructions one empty iteration takes, of the engine and of the loops by hand (bench/engine), one virtual user:
// `npm run build && node bench/instructions/index.mjs` (some four minutes, ten beside other work). They depend far less than
// time on what else the machine does; what they say nothing of is memory. Needs valgrind, and says so where it is not installed.
import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const load = fileURLToPath(new URL('./load.mjs', import.meta.url))
const [few, many] = [100_000, 400_000]
const contenders = [
  ['hand', '1 x 1'],
  ['frugal', '1 x 1'],
  ['engine', '1 x 1'],
  ['engine', '9 x 3'],
]

/** Of a whole process. V8 compiles and collects on the one thread, or it would do so when it likes. */
async function countOf(args) {
  const valgrind = ['--tool=callgrind', '--smc-check=all-non-file', '--callgrind-out-file=/dev/null']
  const node = [process.execPath, '--single-threaded', load, ...args]
  const { stderr } = await promisify(execFile)('valgrind', [...valgrind, ...node], { maxBuffer: 2 ** 26 })
  return Number(/Collected : (\d+)/.exec(stderr)[1])
}

/** What comes before and after the load is in both. */
async function perIteration(kind, series) {
  const [less, more] = await Promise.all([few, many].map((count) => countOf([kind, series, String(count)])))
  return Math.round((more - less) / (many - few))
}

if (spawnSync('valgrind', ['--version']).status !== 0) {
  console.log(JSON.stringify({ skipped: ['valgrind is not installed'] }))
} else {
  const results = []
  for (const [kind, series] of contenders)
    results.push({ kind, series, instructions: await perIteration(kind, series) })
  const [hand, frugal] = results.map(({ instructions }) => instructions)
  for (const result of results) {
    result.ratio = Number((result.instructions / hand).toFixed(2))
    result.ratio_frugal = Number((result.instructions / frugal).toFixed(2))
  }
  console.log(JSON.stringify({ node: process.version, results }, null, 2))
}
