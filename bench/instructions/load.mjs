// One contender: `load.mjs <hand | frugal | engine> <series> <iterations>`.
import { byHand, byHandFrugally } from '../engine/by-hand.mjs'
import { optionsOf } from '../engine/settings.mjs'
import { run } from '../run.mjs'

const [kind, series, count] = process.argv.slice(2)
const noOp = async () => {}
const contenders = {
  hand: (iterations) => byHand(1, iterations, noOp),
  frugal: (iterations) => byHandFrugally(1, iterations, noOp),
  engine: (iterations, of = series) => run(optionsOf({ users: 1, series: of }, iterations), noOp),
}
// In a process that has run others before, as that of a test file has: what V8 knows of one must do for all.
for (const before of ['1 x 1', '9 x 3', '1 x 1']) await contenders[kind](100_000, before)
await contenders[kind](Number(count))
