// How long the history checkers take, and how much memory: `npm run build && node bench/checkers/index.mjs`. Prints JSON.
//
// historyMb is the process with the history in memory, before the check; peakMb its peak, generating the history included.
// timesSetAndMap, timesPlainSearch: the CPU time as a multiple of what the obvious ways take (below 1 is faster): counting in
// a Set and a Map, with ids of the same kind, and searching for an order. Up to 1e6 operations each figure is the median of
// three runs, in turns. fifo stops at 4e6, since as objects 1e7 operations take 2.3 GB before anything is checked; it can
// be run by hand, with 3.1 GB: node --expose-gc --max-old-space-size=8192 bench/checkers/measure.mjs fifo 1e7
import { execFileSync } from 'node:child_process'
import os from 'node:os'
import { fileURLToPath } from 'node:url'

const measure = fileURLToPath(new URL('measure.mjs', import.meta.url))
const usual = [1e5, 1e6]
const overlapping = [12, 16, 18]
const setAndMap = { text: 'Set + Map of ids', number: 'Set + Map of ids, number ids' }
const plainSearch = 'plain search, all overlapping'
const plan = [
  { name: setAndMap.text, sizes: [...usual, 4e6] },
  { name: setAndMap.number, sizes: [...usual, 1e7] },
  { name: plainSearch, sizes: overlapping },
  { name: 'fifo', sizes: [...usual, 4e6], setAndMap: setAndMap.text },
  { name: 'fifo, number ids', sizes: usual, setAndMap: setAndMap.number },
  { name: 'priority, 9 classes', sizes: usual, setAndMap: setAndMap.text },
  { name: 'priority, 1000 classes', sizes: usual, setAndMap: setAndMap.text },
  { name: 'stable-priority, 9 classes', sizes: usual, setAndMap: setAndMap.text },
  { name: 'total-queue', sizes: usual, setAndMap: setAndMap.text },
  { name: 'total-queue, number ids', sizes: [...usual, 1e7], setAndMap: setAndMap.number },
  { name: 'fifo, all overlapping', sizes: [...overlapping, 48, 4000], plainSearch },
].flatMap(({ sizes, ...rest }) => sizes.map((size) => ({ ...rest, size })))

const runs = plan.map(() => [])
for (let turn = 0; turn < 3; turn++) {
  plan.forEach(({ name, size }, i) => {
    if (turn === 0 || size <= 1e6) runs[i].push(runOnce(name, size))
  })
}
const medians = runs.map((of) => of.toSorted((a, b) => a.cpuMs - b.cpuMs)[of.length >> 1])
const cpuMsOf = (wanted, size) =>
  medians[plan.findIndex(({ name, size: own }) => name === wanted && own === size)]?.cpuMs
const results = plan.map(({ size, setAndMap, plainSearch }, i) => {
  const ratio = (other) => toThreeDigits(medians[i].cpuMs / cpuMsOf(other, size))
  return {
    ...medians[i],
    ...(setAndMap && { timesSetAndMap: ratio(setAndMap) }),
    ...(plainSearch && cpuMsOf(plainSearch, size) && { timesPlainSearch: ratio(plainSearch) }),
  }
})
const environment = {
  node: process.version,
  cpu: os.cpus()[0]?.model,
  cores: os.cpus().length,
  load: os.loadavg()[0],
}
console.log(JSON.stringify({ environment, results }, null, 2))

function runOnce(name, size) {
  const flags = ['--expose-gc', `--max-old-space-size=${size > 1e6 ? 8192 : 2048}`]
  return JSON.parse(
    execFileSync(process.execPath, [...flags, measure, name, String(size)], { encoding: 'utf8' }),
  )
}

function toThreeDigits(ratio) {
  return Number(ratio.toPrecision(3))
}
