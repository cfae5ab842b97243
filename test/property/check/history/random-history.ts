// Small histories, near the border of what is legal. Half of them: a queue is played, its operations get intervals around
// the instant at which they took effect, and then, often, something is changed. The other half: messages with any
// intervals, in any order.
import type { Random } from '../../../../src/foundation/random.ts'
import type { Operation } from '../../../../src/model/history.ts'

export interface HistoryMix {
  /** At most this many operations. */
  size: number
  /** 1 for a queue without priorities. */
  classes: number
  stable: boolean
  /** Several enqueues of one payload. */
  duplicates: boolean
  /** The share of operations whose outcome is unknown. */
  info: number
  empties: boolean
  drains: boolean
}

/** Many dequeues of unknown outcome, which is what the search in the priority checkers is for. */
export function unknownDequeues(random: Random, classes: number, stable: boolean): HistoryMix {
  const rest = { stable, duplicates: false, empties: random.next() < 0.5, drains: random.next() < 0.2 }
  return {
    size: random.integer(5, 9),
    classes: random.integer(1, classes),
    info: 0.25 + random.next() / 3,
    ...rest,
  }
}

/** Payloads that were enqueued several times, where the fast rules can only guess at the copies. */
export function repeatedPayloads(random: Random, classes: number, stable: boolean): HistoryMix {
  return { ...randomMix(random, classes, stable), size: random.integer(4, 7), duplicates: true }
}

export function randomMix(random: Random, classes: number, stable: boolean): HistoryMix {
  return {
    size: random.integer(3, 8),
    classes: random.integer(Math.min(2, classes), classes),
    stable,
    duplicates: random.next() < 0.1,
    info: random.next() < 0.5 ? 0 : random.next() / 2,
    empties: random.next() < 0.6,
    drains: random.next() < 0.5,
  }
}

interface Played extends Operation {
  at: number
}

export function randomHistory(random: Random, mix: HistoryMix): Operation[] {
  return random.next() < 0.5 ? playedHistory(random, mix) : scatteredHistory(random, mix)
}

function playedHistory(random: Random, mix: HistoryMix): Operation[] {
  const played = play(random, mix)
  const span = random.integer(0, 4)
  for (const operation of played) {
    operation.invokeTime = Math.max(0, operation.at - random.integer(0, span))
    operation.completeTime = operation.outcome === 'info' ? Infinity : operation.at + random.integer(0, span)
  }
  const changes = random.next() < 0.25 ? 0 : random.integer(1, 4)
  for (let i = 0; i < changes; i++) change(random, played, mix)
  return played
}

function play(random: Random, mix: HistoryMix): Played[] {
  const inside: { value: unknown; priority: number }[] = []
  const played: Played[] = []
  let at = 0
  let messages = 0
  while (played.length < mix.size) {
    at += random.integer(0, 2)
    const luck = random.next()
    const info = random.next() < mix.info
    const happens = !info || random.next() < 0.7
    const outcome = info ? 'info' : random.next() < 0.04 ? 'fail' : 'ok'
    const common = {
      process: played.length,
      outcome,
      invokeTime: at,
      completeTime: at,
      at,
      input: null,
      output: null,
    } as const
    const fields = { key: undefined, priority: undefined, offset: undefined }
    if (luck < 0.5) {
      const value =
        mix.duplicates && messages > 0 && random.next() < 0.4 ? random.integer(1, messages) : ++messages
      const priority = random.integer(0, mix.classes - 1)
      if (outcome === 'ok' || (info && happens)) inside.push({ value, priority })
      played.push({ ...common, ...fields, f: 'enqueue', input: value, output: value, priority })
      continue
    }
    const drain = mix.drains && random.next() < 0.4
    if (!drain && inside.length === 0 && !mix.empties && !info) continue
    const taken: unknown[] = []
    const most = outcome === 'fail' || !happens ? 0 : drain ? random.integer(0, 4) : 1
    while (taken.length < most && inside.length > 0) taken.push(take(random, inside, mix))
    const output = outcome !== 'ok' ? null : drain ? taken : (taken[0] ?? null)
    played.push({ ...common, ...fields, f: drain ? 'drain' : 'dequeue', output })
  }
  return played
}

const noFields = {
  process: 0,
  key: undefined,
  priority: undefined,
  offset: undefined,
  input: null,
  output: null,
}

function scatteredHistory(random: Random, mix: HistoryMix): Operation[] {
  const operations: Operation[] = []
  const span = random.integer(2, 10)
  const length = random.integer(0, 5)
  const place = (earliest: number, outcome: Operation['outcome']) => {
    const invokeTime = random.integer(earliest, earliest + span)
    return {
      outcome,
      invokeTime,
      completeTime: outcome === 'info' ? Infinity : invokeTime + random.integer(0, length),
    }
  }
  const outcomeOf = () => (random.next() < mix.info ? 'info' : 'ok')
  let drain: Operation | undefined
  const messages = Math.ceil(mix.size / 2)
  for (let id = 1; id <= messages; id++) {
    const value = mix.duplicates ? random.integer(1, 2) : id
    const enqueue = {
      ...noFields,
      f: 'enqueue',
      input: value,
      output: value,
      ...place(0, outcomeOf()),
    } as const
    operations.push({ ...enqueue, priority: random.integer(0, mix.classes - 1) })
    const luck = random.next()
    if (luck < 0.12) continue
    if (mix.drains && luck < 0.6) {
      drain ??= { ...noFields, f: 'drain', ...place(random.integer(0, span), 'ok'), output: [] }
      const output = drain.output as unknown[]
      output.splice(random.integer(0, output.length), 0, value)
      continue
    }
    const outcome = outcomeOf()
    const out = place(Math.max(0, enqueue.invokeTime - 1), outcome)
    operations.push({ ...noFields, f: 'dequeue', ...out, output: outcome === 'ok' ? value : null })
  }
  if (drain) operations.push(drain)
  while (mix.empties && operations.length < mix.size + 2 && random.next() < 0.6) {
    operations.push({ ...noFields, f: 'dequeue', ...place(random.integer(0, span), 'ok') })
  }
  if (mix.info > 0 && mix.drains && random.next() < 0.1)
    operations.push({ ...noFields, f: 'drain', ...place(0, 'info') })
  return operations
}

function take(
  random: Random,
  inside: { value: unknown; priority: number }[],
  { stable }: HistoryMix,
): unknown {
  const highest = Math.max(...inside.map(({ priority }) => priority))
  const places = inside.flatMap(({ priority }, place) => (priority === highest ? [place] : []))
  const place = stable ? places[0]! : places[random.integer(0, places.length - 1)]!
  return inside.splice(place, 1)[0]!.value
}

function change(random: Random, played: Played[], { classes, empties, duplicates }: HistoryMix): void {
  const pick = () => played[random.integer(0, played.length - 1)]!
  const outs = played.filter(({ f, outcome }) => f === 'dequeue' && outcome === 'ok')
  const pickOut = () => outs[random.integer(0, outs.length - 1)]
  switch (random.integer(0, 6)) {
    case 0:
    case 1: {
      const [a, b] = [pickOut(), pickOut()]
      if (a && b) [a.output, b.output] = [b.output, a.output]
      return
    }
    case 2: {
      const out = pickOut()
      if (out && empties) out.output = null
      return
    }
    case 3: {
      const operation = pick()
      operation.invokeTime = Math.max(0, operation.invokeTime - random.integer(0, 3))
      if (operation.outcome !== 'info') operation.completeTime += random.integer(0, 3)
      return
    }
    case 4: {
      const operation = pick()
      const shift = random.integer(-operation.invokeTime, 3)
      operation.invokeTime += shift
      operation.completeTime += shift
      return
    }
    case 5: {
      const operation = pick()
      if (operation.f === 'enqueue') operation.priority = random.integer(0, classes - 1)
      else if (operation.f === 'drain' && Array.isArray(operation.output))
        operation.output = operation.output.toReversed()
      return
    }
    default: {
      const out = pickOut()
      if (out && (duplicates || random.next() < 0.2)) out.output = random.integer(1, 4)
    }
  }
}
