// One measurement in a process of its own, so that its peak memory is its own: measure.mjs <case> <size>
import { overlappingHistory, playHistory } from './history.mjs'

const dist = new URL(process.env.DIST ?? '../../dist/', import.meta.url)
const load = (name) => import(new URL(`check/history/${name}.js`, dist).href)
const ordered = (name, file, options) => ({
  history: (size) => playHistory({ size, ...options }),
  run: async () => {
    const checker = (await load(file))[name]
    return (history) => checker.check(history, checker.optionsSchema.parse({})).verdict
  },
})
const counted = (ids) => ({
  history: (size) => playHistory({ size, ids }),
  run: async () => countWithSetAndMap,
})

const cases = {
  fifo: ordered('fifo', 'fifo'),
  'fifo, number ids': ordered('fifo', 'fifo', { ids: 'number' }),
  'priority, 9 classes': ordered('priority', 'priority', { classes: 9 }),
  'priority, 1000 classes': ordered('priority', 'priority', { classes: 1000 }),
  'stable-priority, 9 classes': ordered('stablePriority', 'stable-priority', { classes: 9 }),
  'total-queue': ordered('totalQueue', 'total-queue', { classes: 9 }),
  'total-queue, number ids': ordered('totalQueue', 'total-queue', { ids: 'number' }),
  'Set + Map of ids': counted('text'),
  'Set + Map of ids, number ids': counted('number'),
  'fifo, all overlapping': { ...ordered('fifo', 'fifo'), history: (size) => overlappingHistory(size / 2) },
  'plain search, all overlapping': {
    history: (size) => overlappingHistory(size / 2),
    run: async () => {
      const { searchOrder } = await load('search-order')
      const { serviceRules } = await load('service-rule')
      return (history) => `legal: ${searchOrder(history, serviceRules.fifo, 4e6).legal}`
    },
  },
}

const [name, size] = [process.argv[2], Number(process.argv[3])]
const run = await cases[name].run()
const history = cases[name].history(size)
globalThis.gc?.()
const before = process.memoryUsage().rss
const cpuBefore = process.cpuUsage()
const start = performance.now()
const result = run(history)
const ms = performance.now() - start
const cpu = process.cpuUsage(cpuBefore)
const peak = process.resourceUsage().maxRSS * 1024
const toMb = (bytes) => Math.round(bytes / 1e6)
console.log(
  JSON.stringify({
    case: name,
    operations: size,
    result,
    ms: Math.round(ms * 10) / 10,
    cpuMs: Math.round((cpu.user + cpu.system) / 1000),
    historyMb: toMb(before),
    peakMb: toMb(peak),
  }),
)

/** What is lost and duplicated, the obvious way. */
function countWithSetAndMap(operations) {
  const acked = new Set()
  const delivered = new Map()
  for (const { f, outcome, output } of operations) {
    if (outcome !== 'ok') continue
    if (f === 'enqueue') acked.add(output)
    else delivered.set(output, (delivered.get(output) ?? 0) + 1)
  }
  let [lost, duplicated] = [0, 0]
  for (const id of acked) if (!delivered.has(id)) lost++
  for (const times of delivered.values()) duplicated += times - 1
  return `${lost} lost, ${duplicated} duplicated`
}
