// Real comparisons of variants that are the same, inside Vitest, of the shop of examples/http-service and of the agent
// swarm in turn: `npm run build && node bench/statistics/identical.mjs [comparisons]` (100: some five minutes of one core). How many
// were called worse or better, which none is, and in how many two single runs were 10 % apart. Prints JSON. The machine
// decides, so the figures differ from time to time: run something beside it to see them on a busy one.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const comparisons = Number(process.argv[2] ?? 100)
mkdirSync(join(root, '.cache'), { recursive: true })
const out = join(root, '.cache', `identical-${process.pid}.jsonl`)

const loadBefore = os.loadavg()[0]
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run'],
  {
    cwd: fileURLToPath(new URL('./in-vitest', import.meta.url)),
    env: { ...process.env, IDENTICAL_COUNT: String(comparisons), IDENTICAL_OUT: out },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  },
)
if (status !== 0) {
  console.error(stdout, stderr)
  process.exit(1)
}
const lines = readFileSync(out, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
rmSync(out, { force: true })

const countOf = (holds) => lines.filter(holds).length
const outcomes = lines.flatMap((line) => line.outcomes)
const seconds = lines.map((line) => line.seconds).sort((a, b) => a - b)
console.log(
  JSON.stringify(
    {
      node: process.version,
      cores: os.availableParallelism(),
      load: [loadBefore, os.loadavg()[0]],
      comparisons: lines.length,
      false_alarms: countOf((line) => line.outcomes.some((each) => each === 'worse' || each === 'better')),
      // The test alone, of each figure by itself: of 200, two by chance.
      differ_at_1_percent: lines.flatMap((line) => line.chances).filter((chance) => chance < 0.01).length,
      outcomes: Object.fromEntries(
        ['worse', 'better', 'equivalent', 'undecided'].map((name) => [
          name,
          outcomes.filter((each) => each === name).length,
        ]),
      ),
      verdicts: Object.fromEntries(
        ['pass', 'fail', 'invalid'].map((name) => [name, countOf((line) => line.verdict === name)]),
      ),
      causes: [...new Set(lines.map((line) => line.cause))],
      two_single_runs_10_percent_apart: countOf(({ single_ratio: ratio }) => ratio > 1.1 || ratio < 1 / 1.1),
      seconds: { median: seconds[seconds.length >> 1], longest: seconds.at(-1) },
    },
    null,
    2,
  ),
)
