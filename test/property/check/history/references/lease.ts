import type { Random } from '../../../../../src/foundation/random.ts'
import type { Operation } from '../../../../../src/model/history.ts'
import { cameOut, distinct, sortBy } from './deliveries.ts'
import { ack, dequeue, drain, enqueue, inOrder, nack } from './operation-of.ts'
import { pick, pickOutcome, playProcesses, someOf } from './play-processes.ts'

interface Options {
  visibilityMs: number
  maxDeliveries?: number
  dlqKey?: string
  drained: boolean
}

/** Every whole instant at which an operation may have taken effect; after the end of the history nothing differs. */
function instants({ invokeTime, completeTime }: Operation): number[] {
  const end = Math.min(completeTime, invokeTime + 60)
  return Array.from({ length: end - invokeTime + 1 }, (_, i) => invokeTime + i)
}

const always = <T>(some: readonly T[], holds: (one: T) => boolean): boolean => some.every(holds)
const touches = (op: Operation, from: number, to: number): boolean =>
  op.invokeTime <= to && op.completeTime >= from

/** Tries all instants, all pairs, all ways to excuse. */
export function leaseReference(history: readonly Operation[], options: Options) {
  const { visibilityMs: length, maxDeliveries, dlqKey, drained } = options
  const violations = new Set<string>()
  const came = cameOut(history)
  const values = distinct([
    ...history.filter(({ f }) => f === 'enqueue').map(({ input }) => input),
    ...came.map(({ value }) => value),
  ])
  const premature: { missing: number; until: number }[] = []
  const gone: string[] = []
  for (const value of values) {
    const about = history.filter(
      ({ f, input, outcome }) => f !== 'dequeue' && f !== 'drain' && input === value && outcome !== 'fail',
    )
    const enqueues = about.filter(({ f }) => f === 'enqueue')
    if (enqueues.length > 1) continue
    const [acks, nacks] = ['ack', 'nack'].map((kind) => about.filter(({ f }) => f === kind)) as [
      Operation[],
      Operation[],
    ]
    const mine = came.filter((one) => one.value === value).map(({ op }) => op)
    const isDead = ({ key }: Operation) => dlqKey !== undefined && key === dlqKey
    const [dead, normal] = [mine.filter(isDead), mine.filter((op) => !isDead(op))]
    normal.forEach((x, i) => {
      for (const y of normal.slice(i + 1)) {
        const [from, to] = [Math.min(x.invokeTime, y.invokeTime), Math.max(x.completeTime, y.completeTime)]
        const early = always(instants(x), (s) => always(instants(y), (t) => Math.abs(s - t) < length))
        if (early && !nacks.some((op) => touches(op, from, to))) violations.add('early-redelivery')
      }
    })
    for (const op of acks.filter(({ outcome }) => outcome === 'ok')) {
      const held = normal
        .filter(({ process, completeTime }) => process === op.process && completeTime <= op.invokeTime)
        .at(-1)
      if (!held) continue
      const inside = always(instants(held), (s) => always(instants(op), (t) => t < s + length))
      const undisturbed = !nacks.some((other) => touches(other, held.invokeTime, op.completeTime))
      if (inside && undisturbed && normal.some(({ invokeTime }) => invokeTime > op.completeTime))
        violations.add('redelivered-after-ack')
      const over = always(instants(held), (s) => always(instants(op), (t) => t > s + length))
      const elsewhere = normal.some((other) => {
        if (other.process === op.process) return false
        const holds = always(instants(other), (s) => always(instants(op), (t) => s < t && t < s + length))
        const freed = [...acks, ...nacks].some(
          (end) => end !== op && touches(end, other.invokeTime, op.completeTime),
        )
        return holds && !freed
      })
      if (over && elsewhere) violations.add('stale-ack-accepted')
    }
    if (maxDeliveries !== undefined && normal.length > maxDeliveries)
      violations.add('poison-not-dead-lettered')
    if (maxDeliveries !== undefined && dead.length > 0) {
      const until = Math.min(...dead.map(({ completeTime }) => completeTime))
      const missing = maxDeliveries - normal.filter(({ invokeTime }) => invokeTime <= until).length
      if (missing > 0) premature.push({ missing, until })
    }
    const existed = enqueues.some(({ outcome }) => outcome === 'ok') || normal.length > 0
    const outlived = maxDeliveries !== undefined && dlqKey === undefined && normal.length >= maxDeliveries
    const accounted = acks.length > 0 || dead.length > 0 || normal.some(({ f }) => f === 'drain') || outlived
    if (!existed || accounted) continue
    const nackedLast = nacks.some(
      ({ outcome, invokeTime }) => outcome === 'ok' && always(normal, (op) => op.completeTime <= invokeTime),
    )
    gone.push(nackedLast ? 'lost-after-nack' : 'lost-unacked')
  }
  const unknown = history.filter(({ f, outcome }) => (f === 'dequeue' || f === 'drain') && outcome === 'info')
  const takers = unknown.filter(({ key }) => dlqKey === undefined || key !== dlqKey)
  if (premature.length > 0 && !canExcuse(premature, takers)) violations.add('premature-dead-letter')
  if (drained) for (const kind of certainlyLost(gone, unknown)) violations.add(kind)
  const valid = violations.size === 0
  return { valid, verdict: valid ? 'pass' : 'fail', violations: sortBy([...violations], (kind) => kind) }
}

/** Whether each missing delivery can be given a dequeue of its own that began in time. */
function canExcuse(premature: { missing: number; until: number }[], takers: readonly Operation[]): boolean {
  const demands = premature.flatMap(({ missing, until }) => Array.from({ length: missing }, () => until))
  const give = (demand: number, used: ReadonlySet<Operation>): boolean => {
    if (demand === demands.length) return true
    return takers.some((taker) => {
      if (taker.invokeTime > demands[demand]! || used.has(taker)) return false
      return give(demand + 1, taker.f === 'drain' ? used : new Set([...used, taker]))
    })
  }
  return give(0, new Set())
}

/** The kinds that remain however the unknown dequeues are given to what is gone; if none does but something always, all. */
function certainlyLost(gone: readonly string[], unknown: readonly Operation[]): string[] {
  if (unknown.some(({ f }) => f === 'drain')) return []
  const ways: string[][] = []
  for (let mask = 0; mask < 2 ** gone.length; mask++) {
    const rest = gone.filter((_, i) => (mask & (2 ** i)) === 0)
    if (gone.length - rest.length <= unknown.length) ways.push(rest)
  }
  if (ways.some((rest) => rest.length === 0)) return []
  const kinds = distinct(gone)
  const certain = kinds.filter((kind) => ways.every((rest) => rest.includes(kind)))
  return certain.length > 0 ? certain : kinds
}

export function leaseHistory(random: Random): { history: Operation[]; options: Options } {
  const ids = [1, 2, 'm3'].slice(0, random.integer(1, 3))
  const tidy = random.integer(0, 1) === 0
  const sent = ids.flatMap((id) => {
    const copies = random.integer(0, 9) === 0 ? 2 : random.integer(0, 9) > 0 ? 1 : 0
    return Array.from({ length: copies }, () =>
      enqueue(id, 0, 1, { outcome: pickOutcome(random), process: `p${String(id)}` }),
    )
  })
  const held = new Map<string, unknown>()
  const played = playProcesses(
    random,
    ['c', 'd', 'e'].slice(0, random.integer(1, 3)),
    random.integer(1, 6),
    (from, to, process) => {
      const rare = random.integer(0, 3) === 0
      const fields = { process, outcome: rare ? pickOutcome(random) : 'ok' } as const
      const kind = random.integer(0, 9)
      const mine = tidy ? held.get(process) : pick(random, ids)
      const [start, end] = [from + 2, to + 2]
      if (kind < 2 && mine !== undefined) return ack(mine, start, end, fields)
      if (kind < 4 && mine !== undefined) return nack(mine, start, end, fields)
      const key = random.integer(0, 6) === 0 ? 'dead' : undefined
      const value = pick(random, [...ids, ...ids, null])
      if (value !== null && fields.outcome === 'ok') held.set(process, value)
      if (random.integer(0, 12) === 0) return drain(someOf(random, ids, 2), start, end, { ...fields, key })
      return dequeue(value, start, end, { ...fields, key })
    },
  )
  const options: Options = {
    visibilityMs: random.integer(2, 14),
    drained: random.integer(0, 1) === 0,
    ...(random.integer(0, 2) === 0 ? {} : { maxDeliveries: random.integer(1, 3) }),
    ...(random.integer(0, 2) === 0 ? {} : { dlqKey: 'dead' }),
  }
  return { history: inOrder([...sent, ...played]), options }
}
