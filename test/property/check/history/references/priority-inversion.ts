import type { Random } from '../../../../../src/foundation/random.ts'
import type { Operation } from '../../../../../src/model/history.ts'
import { cameOut, distinct, precedes, sortBy, type Came } from './deliveries.ts'
import { dequeue, drain, enqueue } from './operation-of.ts'
import { pick, pickOutcome, playProcesses, someOf } from './play-processes.ts'

export function overtakingReference(history: readonly Operation[], { bound }: { bound: number }) {
  const came = cameOut(history)
  const ids = distinct(came.map(({ value }) => value))
  const firstOf = (id: unknown): Came =>
    came
      .filter(({ value }) => value === id)
      .reduce((best, next) =>
        next.from < best.from || (next.from === best.from && next.to < best.to) ? next : best,
      )
  const enqueuesOf = (id: unknown) => history.filter(({ f, input }) => f === 'enqueue' && input === id)
  const counts: [unknown, number][] = []
  for (const a of ids) {
    const acked = enqueuesOf(a).filter(({ outcome }) => outcome === 'ok')
    if (acked.length === 0) continue
    const entered = acked.reduce((best, next) => (next.completeTime < best.completeTime ? next : best))
    let count = 0
    for (const b of ids) {
      const copies = enqueuesOf(b)
      if (b === a || copies.length === 0) continue
      const highest = Math.max(...copies.map(({ priority }) => priority ?? 0))
      if (highest >= (entered.priority ?? 0)) continue
      if (entered.completeTime < firstOf(b).from && precedes(firstOf(b), firstOf(a))) count++
    }
    if (count > 0) counts.push([a, count])
  }
  const maxOvertakes = Math.max(0, ...counts.map(([, count]) => count))
  const valid = maxOvertakes <= bound
  return {
    valid,
    verdict: valid ? 'pass' : 'fail',
    overtaken: Object.fromEntries(sortBy(counts, ([id]) => id)),
    maxOvertakes,
  }
}

export function overtakingHistory(random: Random): { history: Operation[]; options: { bound: number } } {
  const ids = Array.from({ length: random.integer(2, 8) }, (_, i) =>
    random.integer(0, 3) === 0 ? `m${i}` : i,
  )
  const waiting = [...ids]
  const inside = [...ids]
  const take = (from: unknown[], rarely: unknown[]): unknown => {
    if (from.length === 0 || random.integer(0, 14) === 0) return pick(random, rarely)
    return from.splice(random.integer(0, from.length - 1), 1)[0]!
  }
  const late = random.integer(0, 9)
  const levels = random.integer(1, 6)
  const processes = ['p', 'q', 'c', 'd'].slice(random.integer(0, 1), random.integer(3, 4))
  const history = playProcesses(random, processes, random.integer(2, 7), (from, to, process) => {
    const outcome = random.integer(0, 1) === 0 ? 'ok' : pickOutcome(random)
    const isProducer = process.startsWith('p') || process.startsWith('q')
    if (isProducer !== (random.integer(0, 9) === 0)) {
      const priority = random.integer(0, levels)
      return enqueue(take(waiting, ids), from, to, {
        process,
        outcome,
        ...(priority === 0 ? {} : { priority: priority - 2 }),
      })
    }
    const fields = { process, outcome }
    if (random.integer(0, 4) > 0)
      return dequeue(take(inside, [...ids, null, 'stranger']), from + late, to + late, fields)
    return drain(someOf(random, ids, 4), from + late, to + late, fields)
  })
  return { history, options: { bound: pick(random, [0, 0, 1, 2]) } }
}
