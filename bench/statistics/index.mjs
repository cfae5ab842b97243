// How often a comparison is wrong: `npm run build && node bench/statistics/index.mjs [parts]` (about four minutes of one
// core in all; `small`: seconds). All seeds are fixed: the same figures each time. Prints JSON; what they mean is in
// docs/guide/comparison-statistics.md.
import { baselines } from './baselines.mjs'
import { falseAlarms, slowdowns, table } from './error-rates.mjs'
import { looking } from './looks.mjs'
import { quantiles } from './quantiles.mjs'
import { smallestEffects } from './smallest-effects.mjs'

const wanted = process.argv.slice(2).filter((name) => name !== 'small')
const small = process.argv.includes('small')
const parts = {
  false_alarms: () => falseAlarms(small ? 60 : 5000),
  slowdowns: () => slowdowns(small ? 4 : 400, small ? 0 : 100),
  table: () => (small ? [] : table(200)),
  looks: () => looking(small ? 50 : 5000),
  smallest_effects: () => smallestEffects(small ? 200 : 3000),
  baselines: () => baselines(small ? 10 : 1000),
  quantiles: () => quantiles(small ? 10 : 500),
}
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
const results = {}
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const from = process.cpuUsage()
  results[name] = run()
  const { user, system } = process.cpuUsage(from)
  console.error(`${name}: ${((user + system) / 1e6).toFixed(1)} s of CPU`)
}
console.log(JSON.stringify({ node: process.version, ...results }, null, 2))
