import { renderValue } from '../../foundation/problem.ts'
import type { Proof, ProofMessage } from './checker.ts'
import type { Conflict } from './conflict.ts'
import { during, interval } from './delivery-proofs.ts'
import type { QueueHistory } from './queue-history.ts'

/** The conflict in words. `dequeueFrom`: from when each message can have been out; `classOf`, where classes matter. */
export function conflictProof(
  history: QueueHistory,
  conflict: Conflict,
  dequeueFrom: Int32Array,
  classOf?: Int32Array,
): Proof {
  const proof = prove(history, conflict, dequeueFrom, classOf)
  const taken = proof.missing && history.takers.length + Number(history.endlessFrom <= history.never) > 0
  const note = taken
    ? '; the indeterminate dequeues that had begun cannot account for all that is missing'
    : ''
  return { sentence: proof.sentence + note, messages: proof.messages }
}

interface Argument extends Proof {
  /** It rests on a message that was never delivered. */
  missing: boolean
}

function prove(
  history: QueueHistory,
  conflict: Conflict,
  dequeueFrom: Int32Array,
  classOf?: Int32Array,
): Argument {
  const { operations, dequeueOf, empties, emptyFrom, emptyTo, dequeueTo } = history
  if (conflict.kind === 'order') return orderArgument(history, conflict, dequeueFrom, classOf)
  const empty = conflict.kind === 'not-empty'
  const from = empty ? emptyFrom[conflict.empty]! : dequeueFrom[conflict.message]!
  const to = empty ? emptyTo[conflict.empty]! : dequeueTo[conflict.message]!
  const own = empty ? Infinity : classOf![conflict.message]!
  const inside = coverers(history, dequeueFrom, { from, to }, (message) => (classOf?.[message] ?? 0) < own)
  const missing = inside.some((message) => dequeueOf[message]! < 0)
  const [shown, more] = [inside.slice(0, empty ? 8 : 7), inside.length - (empty ? 8 : 7)]
  const where = shown.map((message) => presence(history, message, dequeueFrom))
  if (more > 0) where.push(`${more} more after ${more === 1 ? 'it' : 'them'}`)
  const messages = shown.map((message) => proofMessage(history, message))
  if (empty) {
    const answer = during(operations[empties[conflict.empty]!]!)
    return { sentence: `${joined(where)}, yet the queue answered empty during ${answer}`, messages, missing }
  }
  const dequeue = during(operations[dequeueOf[conflict.message]!]!)
  const sentence = `${joined(where)}, yet ${nameOf(history, conflict.message)}, of lower priority, came out during ${dequeue}`
  return { sentence, messages: [...messages, proofMessage(history, conflict.message)], missing }
}

function orderArgument(
  history: QueueHistory,
  { first, second, earliest, latest }: Conflict & { kind: 'order' },
  dequeueFrom: Int32Array,
  classOf?: Int32Array,
): Argument {
  const { operations, dequeueOf, enqueueOf, enqueueTo, timeOf } = history
  const began = operations[enqueueOf[second]!]!.invokeTime
  const [a, b] = [nameOf(history, first), nameOf(history, second)]
  const equal = classOf === undefined ? '' : ', of the same priority,'
  const into = `${a} was in the queue by ${timeOf(enqueueTo[first]!)} and ${b}${equal} not before ${began}`
  const never = dequeueOf[first]! < 0
  const sameDrain = !never && dequeueOf[first] === dequeueOf[second]
  const delay = { from: dequeueFrom[first]!, to: earliest - 1 }
  const ahead = (message: number) => classOf !== undefined && classOf[message]! < classOf[first]!
  const waitedFor = never ? [] : coverers(history, dequeueFrom, delay, ahead).slice(0, 6)
  const why = waitedFor.map((message) => presence(history, message, dequeueFrom))
  const late = never ? `${a} never` : `${a} not before ${timeOf(earliest)}`
  const out = sameDrain
    ? `one drain delivered ${b} ahead of ${a}`
    : `${b} came out by ${timeOf(latest)} and ${late}${why.length > 0 ? `, since ${joined(why)}` : ''}`
  const shown = [first, second, ...waitedFor]
  const missing = shown.some((message) => dequeueOf[message]! < 0)
  return {
    sentence: `${into}, yet ${out}`,
    messages: shown.map((message) => proofMessage(history, message)),
    missing,
  }
}

/** Messages whose certain presences together cover [from, to], as few as possible. */
function coverers(
  { count, enqueueTo }: QueueHistory,
  dequeueFrom: Int32Array,
  { from, to }: { from: number; to: number },
  counts: (message: number) => boolean,
): number[] {
  const chain: number[] = []
  for (let at = from; at <= to;) {
    let best = -1
    for (let message = 0; message < count; message++) {
      if (enqueueTo[message]! >= at || dequeueFrom[message]! <= at || !counts(message)) continue
      if (best < 0 || dequeueFrom[message]! > dequeueFrom[best]!) best = message
    }
    if (best < 0) return chain
    chain.push(best)
    at = dequeueFrom[best]!
  }
  return chain
}

function presence(history: QueueHistory, message: number, dequeueFrom: Int32Array): string {
  const { timeOf, never, enqueueTo } = history
  const [from, to] = [timeOf(enqueueTo[message]!), dequeueFrom[message]!]
  const span = to === never ? `from ${from} on` : `from ${from} until ${timeOf(to)}`
  return `${nameOf(history, message)} was inside ${span}`
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`
}

function nameOf({ operations, enqueueOf }: QueueHistory, message: number): string {
  return renderValue(operations[enqueueOf[message]!]!.input)
}

function proofMessage({ operations, enqueueOf, dequeueOf }: QueueHistory, message: number): ProofMessage {
  const enqueue = operations[enqueueOf[message]!]!
  const dequeue = dequeueOf[message]! < 0 ? null : interval(operations[dequeueOf[message]!]!)
  return { value: enqueue.input, enqueue: interval(enqueue), dequeue }
}
