import type { Random } from '../../../../../src/foundation/random.ts'
import type { Operation } from '../../../../../src/model/history.ts'
import { byValue, cameOut, distinct, sortBy } from './deliveries.ts'
import { assign, dequeue, drain, enqueue } from './operation-of.ts'
import { pick, pickOutcome, playProcesses, someOf } from './play-processes.ts'

interface Record {
  key: unknown
  offset: number
  value: unknown
}

/** Quadratic, over a flat list of (key, offset, value). */
export function logReference(history: readonly Operation[]) {
  const sends = history.filter(({ f }) => f === 'enqueue')
  const keyOfRead = (op: Operation, value: unknown) =>
    op.key ?? sends.find(({ input }) => input === value)?.key
  const reads = cameOut(history).map(({ value, op }) => ({
    op,
    value,
    key: keyOfRead(op, value),
    offset: op.f === 'drain' ? undefined : op.offset,
  }))
  const isRead = (key: unknown, value: unknown) =>
    reads.some((read) => read.key === key && read.value === value)
  const counts = (op: Operation) => op.outcome === 'ok' || (op.outcome === 'info' && isRead(op.key, op.input))
  const records: Record[] = [
    ...sends
      .filter((op) => counts(op) && op.offset !== undefined)
      .map((op) => ({ key: op.key, offset: op.offset!, value: op.input })),
    ...reads
      .filter(({ offset }) => offset !== undefined)
      .map(({ key, offset, value }) => ({ key, offset: offset!, value })),
  ]
  const valuesAt = (key: unknown, offset: number) =>
    distinct(
      records.filter((one) => one.key === key && one.offset === offset).map(({ value }) => value),
    ).sort(byValue)
  const offsetsOf = (key: unknown, value: unknown) =>
    distinct(
      records.filter((one) => one.key === key && one.value === value).map(({ offset }) => offset),
    ).sort((a, b) => a - b)
  const keys = distinct([...sends.map(({ key }) => key), ...reads.map(({ key }) => key)]) as unknown[]
  const offsetsIn = (key: unknown) =>
    distinct(records.filter((one) => one.key === key).map(({ offset }) => offset)).sort((a, b) => a - b)

  const abortedRead: unknown[] = []
  const lost: unknown[] = []
  const inconsistentOffsets: object[] = []
  const duplicate: object[] = []
  for (const key of sortBy(keys, keyRank, (key) => key)) {
    const sent = sends.filter((op) => op.key === key)
    const seen = distinct(reads.filter((read) => read.key === key).map(({ value }) => value))
    for (const value of seen) {
      const attempts = sent.filter(({ input }) => input === value)
      if (attempts.length > 0 && attempts.every(({ outcome }) => outcome === 'fail')) abortedRead.push(value)
    }
    const highest = Math.max(...seen.map((value) => offsetsOf(key, value)[0] ?? -Infinity))
    for (const value of distinct(sent.filter(({ outcome }) => outcome === 'ok').map(({ input }) => input))) {
      const offsets = offsetsOf(key, value)
      if (!seen.includes(value) && offsets.length > 0 && offsets.every((offset) => offset <= highest))
        lost.push(value)
    }
    for (const offset of offsetsIn(key)) {
      const values = valuesAt(key, offset)
      if (values.length > 1) inconsistentOffsets.push({ key, offset, values })
    }
    const stored = distinct(records.filter((one) => one.key === key).map(({ value }) => value)).sort(byValue)
    for (const value of stored) {
      const offsets = offsetsOf(key, value)
      if (offsets.length > 1) duplicate.push({ key, value, offsets })
    }
  }
  const polls = stepsOf(
    history,
    reads.map(({ op, ...rest }) => ({ op, ...rest })),
    offsetsOf,
  )
  const writes = stepsOf(
    history,
    sends.filter(counts).map((op) => ({ op, value: op.input, key: op.key, offset: op.offset })),
    offsetsOf,
  )
  const errors = {
    abortedRead: sortBy(abortedRead, (id) => id),
    inconsistentOffsets,
    lost: sortBy(lost, (id) => id),
    duplicate,
    pollSkip: sortSteps(polls).flatMap(({ process, key, from, to }) => {
      const skipped = offsetsIn(key)
        .filter((offset) => offset > from.offset && offset < to.offset)
        .flatMap((offset) => valuesAt(key, offset))
      return skipped.length > 0 ? [{ consumer: process, key, skipped }] : []
    }),
    nonmonotonicPoll: sortSteps(polls)
      .filter(({ from, to }) => to.offset <= from.offset)
      .map(({ process, key, from, to }) => ({ consumer: process, key, values: [from.value, to.value] })),
    nonmonotonicSend: sortSteps(writes)
      .filter(({ from, to }) => to.offset <= from.offset)
      .map(({ process, key, from, to }) => ({ producer: process, key, values: [from.value, to.value] })),
  }
  const occurred = Object.entries(errors).filter(([, list]) => list.length > 0)
  return {
    valid: occurred.length === 0,
    verdict: occurred.length === 0 ? 'pass' : 'fail',
    errors: Object.fromEntries(occurred),
  }
}

interface Touch {
  op: Operation
  value: unknown
  key: unknown
  offset: number | undefined
}

interface Step {
  process: string | number
  key: unknown
  from: { value: unknown; offset: number }
  to: { value: unknown; offset: number }
}

/** For each operation, looks back for the last one of the same process and key that says where it stood. */
function stepsOf(
  history: readonly Operation[],
  touches: readonly Touch[],
  offsetsOf: (key: unknown, value: unknown) => number[],
): Step[] {
  const placesOf = ({ offset, key, value }: Touch) =>
    offset !== undefined ? [offset] : offsetsOf(key, value)
  const steps: Step[] = []
  touches.forEach((to, index) => {
    const end = placesOf(to)
    if (end.length !== 1) return
    for (let i = index - 1; i >= 0; i--) {
      const from = touches[i]!
      if (from.op.process !== to.op.process || from.key !== to.key) continue
      const start = placesOf(from)
      if (start.length === 0) continue
      const between = history.slice(history.indexOf(from.op) + 1, history.indexOf(to.op))
      const dropped = between.some(({ f, outcome, process, output }) => {
        return (
          f === 'assign' &&
          outcome === 'ok' &&
          process === to.op.process &&
          !(output as unknown[]).includes(to.key)
        )
      })
      if (start.length === 1 && !dropped) {
        steps.push({
          process: to.op.process,
          key: to.key,
          from: { value: from.value, offset: start[0]! },
          to: { value: to.value, offset: end[0]! },
        })
      }
      break
    }
  })
  return steps
}

function keyRank(key: unknown): number {
  return typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2
}

/** By process and key; what else decides is compared without order, see the suite. */
function sortSteps(steps: readonly Step[]): Step[] {
  return sortBy(
    steps,
    ({ process }) => process,
    ({ key }) => keyRank(key),
    ({ key }) => key,
  )
}

export function logHistory(random: Random): { history: Operation[]; options: object } {
  const keys = pick(random, [['k'], ['k', 7], [undefined], ['k', undefined]])
  const tidy = random.integer(0, 1) === 0
  let next = 0
  const tail = new Map<unknown, number>()
  const stored: { key: string | number | undefined; offset: number; value: unknown }[] = []
  const processes = ['p', 'q', 'c'].slice(0, random.integer(1, 3))
  const position = new Map<string, number>()
  const history = playProcesses(random, processes, random.integer(2, 7), (from, to, process) => {
    const outcome = random.integer(0, 1) === 0 ? pickOutcome(random) : 'ok'
    const key = pick(random, keys)
    const kind = random.integer(0, 19)
    const known = random.integer(0, 5) > 0
    if (kind < 8 || stored.length === 0) {
      const offset = tidy ? (tail.get(key) ?? 0) : random.integer(0, 5)
      const value = random.integer(0, 11) === 0 ? random.integer(0, 3) : next++
      tail.set(key, offset + random.integer(1, 2))
      if (outcome !== 'fail' || random.integer(0, 2) === 0) stored.push({ key, offset, value })
      const reported = known && outcome !== 'fail' ? offset : undefined
      return enqueue(value, from, to, { process, outcome, key, offset: reported })
    }
    if (kind < 17) {
      const at = tidy ? (position.get(process) ?? 0) : random.integer(0, stored.length - 1)
      position.set(process, at + (random.integer(0, 7) === 0 ? 2 : 1))
      const record = stored[at] ?? null
      const value = random.integer(0, 19) === 0 ? 'stranger' : (record?.value ?? null)
      const keyed = random.integer(0, 9) === 0 ? undefined : record?.key
      return dequeue(value, from, to, {
        process,
        outcome,
        key: keyed,
        offset: known ? record?.offset : undefined,
      })
    }
    if (kind < 19) {
      if (random.integer(0, 1) === 0) position.delete(process)
      return assign(
        someOf(
          random,
          keys.filter((one) => one !== undefined),
          2,
        ),
        from,
        to,
        { process, outcome },
      )
    }
    return drain(
      someOf(
        random,
        stored.map(({ value }) => value),
        2,
      ),
      from,
      to,
      { process, outcome, key },
    )
  })
  return { history, options: {} }
}
