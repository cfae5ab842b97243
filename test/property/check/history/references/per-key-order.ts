import type { Random } from '../../../../../src/foundation/random.ts'
import type { Operation } from '../../../../../src/model/history.ts'
import { cameOut, distinct, precedes, sortBy } from './deliveries.ts'
import { dequeue, drain, enqueue } from './operation-of.ts'
import { pick, pickOutcome, playProcesses, someOf } from './play-processes.ts'

export function orderReference(history: readonly Operation[]) {
  const came = cameOut(history)
  const deliveriesOf = (id: unknown) => came.filter(({ value }) => value === id)
  const sent = history.filter(({ f, outcome }) => f === 'enqueue' && outcome !== 'fail')
  const isFirstAttempt = (op: Operation) => sent.find(({ input }) => input === op.input) === op
  const reordered: string[] = []
  const every: string[] = []
  for (const a of sent) {
    for (const b of sent) {
      if (a.process !== b.process || a.key !== b.key || a.input === b.input) continue
      if (a.outcome !== 'ok' || !(a.completeTime < b.invokeTime) || !isFirstAttempt(b)) continue
      const [ofA, ofB] = [deliveriesOf(a.input), deliveriesOf(b.input)]
      const pair = JSON.stringify([a.input, b.input])
      if (ofA.length > 0 && ofB.some((y) => ofA.every((x) => precedes(y, x)))) reordered.push(pair)
      if (ofB.some((y) => ofA.some((x) => precedes(y, x)))) every.push(pair)
    }
  }
  const listed = (pairs: string[]) =>
    sortBy(
      distinct(pairs).map((pair) => JSON.parse(pair) as [unknown, unknown]),
      ([a]) => a,
      ([, b]) => b,
    )
  const valid = reordered.length === 0
  return {
    valid,
    verdict: valid ? 'pass' : 'fail',
    reordered: listed(reordered),
    reorderedEveryDelivery: listed(every),
    undelivered: undeliveredReference(sent, (id) => deliveriesOf(id).length > 0),
  }
}

function undeliveredReference(sent: readonly Operation[], isDelivered: (id: unknown) => boolean) {
  const places: Record<'prefix' | 'middle' | 'postfix', unknown[]> = { prefix: [], middle: [], postfix: [] }
  const named = new Set<string>()
  for (const op of sent) {
    if (op.outcome !== 'ok' || isDelivered(op.input)) continue
    const name = JSON.stringify([op.process, op.key, op.input])
    if (named.has(name)) continue
    named.add(name)
    const stream = sent.filter(({ process, key }) => process === op.process && key === op.key)
    const at = stream.indexOf(op)
    const before = stream.slice(0, at).some(({ input }) => isDelivered(input))
    const after = stream.slice(at).some(({ input }) => isDelivered(input))
    places[before && after ? 'middle' : after ? 'prefix' : 'postfix'].push(op.input)
  }
  return {
    prefix: sortBy(places.prefix, (id) => id),
    middle: sortBy(places.middle, (id) => id),
    postfix: sortBy(places.postfix, (id) => id),
  }
}

export function orderHistory(random: Random): { history: Operation[]; options: object } {
  const ids = Array.from({ length: 9 }, (_, i) => (i > 6 ? `m${i}` : i))
  const waiting = [...ids]
  const keys = random.integer(0, 1) === 0 ? [undefined] : ['k', 2, undefined]
  const processes = ['p', 'q', 'c', 'd'].slice(0, random.integer(2, 4))
  const history = playProcesses(random, processes, random.integer(3, 6), (from, to, process) => {
    const outcome = pickOutcome(random)
    const kind = random.integer(0, 9)
    const again = waiting.length === 0 || random.integer(0, 9) === 0
    if (kind < 5) {
      const value = again ? pick(random, ids) : waiting.shift()
      return enqueue(value, from, to, { process, outcome, key: pick(random, keys) })
    }
    if (kind < 8) return dequeue(pick(random, [...ids, null]), from, to, { process, outcome })
    return drain(someOf(random, ids, 4), from, to, { process, outcome })
  })
  return { history, options: {} }
}
