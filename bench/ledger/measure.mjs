// One measurement in a process of its own: measure.mjs <'ledger' | 'map of ids'> <case> <messages>
const dist = new URL(process.env.DIST ?? '../../dist/', import.meta.url)
const [kind, name, size] = [process.argv[2], process.argv[3], Number(process.argv[4])]
const names = (prefix, count) => Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`)

/** Case: [producers, inboxes, how messages are addressed, in which order]. */
const cases = {
  '1 producer, 1 inbox': [1, 1, 'turn', 'order'],
  '16 producers, 1 inbox': [16, 1, 'turn', 'order'],
  '1 producer, 9 inboxes in turn': [1, 9, 'turn', 'order'],
  '1 producer, 1000 inboxes in turn': [1, 1000, 'turn', 'order'],
  '1 producer, 9 inboxes by chance': [1, 9, 'chance', 'order'],
  '1 producer, 1 inbox, random order': [1, 1, 'turn', 'random'],
  '1 producer, 9 inboxes in turn, random order': [1, 9, 'turn', 'random'],
  '1 producer, 1 of 4 a broadcast to 9': [1, 9, 'mixed', 'order'],
  '1 producer, broadcasts to 9': [1, 9, 'all', 'order'],
  '1 producer, broadcasts to 1000': [1, 1000, 'all', 'order'],
  '1 producer, 9 inboxes in turn, one misrouted in 100': [1, 9, 'turn', 'order', 100],
  '1 producer, 1 inbox, all but 1 in 1000 lost': [1, 1, 'turn', 'lost'],
}
const [producerCount, inboxCount, addressing, order, misrouted = 0] = cases[name]
const producers = names('producer', producerCount)
const inboxes = names('inbox', inboxCount)
const each = inboxes.map((inbox) => [inbox])
let state = 12345
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32

/** The obvious way: an object of each message and inbox, in a map by their ids. */
class MapOfIds {
  entries = new Map()
  entryOf(message, inbox) {
    const id = `${message.producer}:${message.sequence}:${inbox}`
    let entry = this.entries.get(id)
    if (!entry) this.entries.set(id, (entry = { attempted: false, accepted: false, deliveries: 0 }))
    return entry
  }
  enqueueInvoked(message, addressees) {
    for (const inbox of addressees) this.entryOf(message, inbox).attempted = true
  }
  enqueueOk(message, addressees) {
    for (const inbox of addressees) this.entryOf(message, inbox).accepted = true
  }
  delivered(message, inbox) {
    this.entryOf(message, inbox).deliveries++
  }
  summary() {
    const summary = { accepted: 0, delivered: 0, lost: 0, duplicated: 0, recovered: 0 }
    for (const { attempted, accepted, deliveries } of this.entries.values()) {
      if (accepted) summary.accepted++
      summary.delivered += deliveries
      if (accepted && deliveries === 0) summary.lost++
      if (deliveries > 1) summary.duplicated += deliveries - 1
      if (attempted && !accepted && deliveries > 0) summary.recovered++
    }
    return summary
  }
}

function addresseesOf(sequence) {
  if (addressing === 'all' || (addressing === 'mixed' && sequence % 4 === 3)) return inboxes
  return each[addressing === 'chance' ? Math.floor(random() * inboxCount) : sequence % inboxCount]
}

/** 1 message in 1,000 is lost, 1 is duplicated, of 1 it is not known whether it was accepted. */
function play(ledger, sequences) {
  for (let index = 0; index < size; index++) {
    const number = sequences ? sequences[index] : index
    const sequence = Math.floor(number / producerCount)
    const message = { producer: producers[number % producerCount], sequence }
    const addressees = addresseesOf(sequence)
    const fate = number % 1000
    ledger.enqueueInvoked(message, addressees)
    if (fate !== 3) ledger.enqueueOk(message, addressees)
    if (order === 'lost' ? fate !== 1 : fate === 1) continue
    for (const inbox of addressees) ledger.delivered(message, inbox)
    if (fate === 2) ledger.delivered(message, addressees[0])
    if (misrouted && number % misrouted === 50) ledger.delivered(message, inboxes[sequence % 7])
  }
}

function shuffled() {
  const sequences = Uint32Array.from({ length: size }, (_, index) => index)
  for (let index = size - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    ;[sequences[index], sequences[other]] = [sequences[other], sequences[index]]
  }
  return sequences
}

const used = () => {
  globalThis.gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
const { Ledger } = await import(new URL('record/ledger.js', dist).href)
const { accountDeliveries } = await import(new URL('check/delivery-account.js', dist).href)
const sequences = order === 'random' ? shuffled() : null
const before = used()
const ledger = kind === 'ledger' ? new Ledger() : new MapOfIds()
const start = performance.now()
const cpuStart = process.cpuUsage()
play(ledger, sequences)
const played = performance.now()
const summary = kind === 'ledger' ? accountDeliveries(ledger, true, 'observed').summary : ledger.summary()
const end = performance.now()
const cpu = process.cpuUsage(cpuStart)
const bytes = used() - before
const deliveries = kind === 'ledger' ? summary.attempted : ledger.entries.size
console.log(
  JSON.stringify({
    ms: Math.round(end - start),
    cpuMs: Math.round((cpu.user + cpu.system) / 1000),
    sweepMs: Math.round(end - played),
    megabytes: Math.round(bytes / 1e4) / 100,
    bytesPerMessage: Math.round((bytes / size) * 1000) / 1000,
    bytesPerDelivery: Math.round((bytes / deliveries) * 1000) / 1000,
    summary,
  }),
)
