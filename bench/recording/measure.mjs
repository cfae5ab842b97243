// One measurement in a process of its own: node --expose-gc measure.mjs <what>
import { realClock } from '../../dist/foundation/clock.js'
import { observeQueue } from '../../dist/observe/observe-queue.js'
import { InMemoryMessageQueue } from '../../dist/queue/in-memory-message-queue.js'
import { HistoryLog } from '../../dist/record/history-log.js'
import { Ledger } from '../../dist/record/ledger.js'

const messages = 100_000
const [what] = process.argv.slice(2)
const producers = Array.from({ length: 9 }, (_, index) => `producer-${index + 1}`)
/** Of this process alone, whatever else the machine does. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const used = () => {
  for (let i = 0; i < 3; i++) globalThis.gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function makeMessages(count) {
  return Array.from({ length: count }, (_, index) => ({
    id: `${producers[index % 9]}:${Math.floor(index / 9)}`,
    producer: producers[index % 9],
    sequence: Math.floor(index / 9),
    sender: 'SYSTEM',
    recipient: 'Agent-1',
    type: 'SYSTEM_TO_AGENT',
    priority: index % 3,
    key: 'Agent-1',
    content: '',
  }))
}

function logAlone(count) {
  const all = makeMessages(count)
  const before = used()
  const log = new HistoryLog(realClock.now, 3 * count)
  const start = cpuMs()
  for (const message of all) {
    log.ok(log.begin('enqueue', message, 'queue'))
    const dequeue = log.begin('dequeue', null, 'queue')
    log.ok(dequeue, message)
    log.ok(log.begin('ack', message, 'queue', dequeue))
  }
  const ms = cpuMs() - start
  const bytes = used() - before
  return { nsPerEvent: (ms * 1e6) / (6 * count), bytesPerOperation: bytes / log.size, kept: all.length }
}

function observed(queue, count) {
  if (what.endsWith('bare')) return
  const log = what.endsWith('history') ? new HistoryLog(realClock.now, 4 * count) : null
  observeQueue(queue, { ledger: new Ledger(), log })
}

function play(all) {
  const queue = new InMemoryMessageQueue()
  observed(queue, all.length)
  const start = cpuMs()
  for (const message of all) {
    queue.offer(message)
    queue.ack(queue.take())
  }
  return ((cpuMs() - start) * 1e6) / all.length
}

async function playPromises(all) {
  const queue = new InMemoryMessageQueue()
  observed(queue, all.length)
  const start = cpuMs()
  for (const message of all) {
    await queue.enqueue(message)
    queue.ack(await queue.dequeue())
  }
  return ((cpuMs() - start) * 1e6) / all.length
}

const once = async (count) => {
  if (what === 'log') return logAlone(count)
  const all = makeMessages(count)
  return { nsPerMessage: what.startsWith('dequeue') ? await playPromises(all) : play(all) }
}
// The first two warm up.
await once(messages / 4)
await once(messages / 4)
console.log(JSON.stringify({ messages, ...(await once(messages)) }))
