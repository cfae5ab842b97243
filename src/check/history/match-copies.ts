import type { Operation } from '../../model/history.ts'
import type { Proof } from './checker.ts'
import { deliveredTooOften } from './delivery-proofs.ts'
import type { Attempts, Deliveries } from './attempts-and-deliveries.ts'

/**
 * Where one payload was enqueued several times on purpose, says which copy each of its deliveries was: deliveries by
 * completion, each takes the copy acknowledged first among those that had been invoked. What was not acknowledged comes
 * last, since it need not have happened. A good guess, no more; but if it finds no copy there is none: the copies that
 * one delivery may have been are among those of every later one, so that no choice spoils another.
 */
export function matchCopies(
  operations: readonly Operation[],
  { enqueueOf, copyBefore }: Attempts,
  { operations: dequeueOf, messages }: Deliveries,
): Proof | undefined {
  const copies = copiesByHead(copyBefore)
  const deliveries = new Map<number, number[]>()
  messages.forEach((message, i) => {
    if (!copies.has(message)) return
    const list = deliveries.get(message)
    if (list) list.push(i)
    else deliveries.set(message, [i])
  })
  const completion = (operation: number) => operations[operation]!.completeTime
  for (const [head, list] of deliveries) {
    const free = copies.get(head)!
    const acknowledged = (copy: number) => completion(enqueueOf[copy]!)
    free.sort((a, b) => compareTimes(acknowledged(a), acknowledged(b)))
    list.sort((a, b) => compareTimes(completion(dequeueOf[a]!), completion(dequeueOf[b]!)) || a - b)
    for (const i of list) {
      const end = completion(dequeueOf[i]!)
      const chosen = free.findIndex((copy) => operations[enqueueOf[copy]!]!.invokeTime <= end)
      if (chosen < 0) return deliveredTooOften(operations, operations[enqueueOf[head]!]!.input)
      messages[i] = free.splice(chosen, 1)[0]!
    }
  }
  return undefined
}

/** Every message of a value with several, under the last of them, which is the one that deliveries point to at first. */
function copiesByHead(copyBefore: ReadonlyMap<number, number>): Map<number, number[]> {
  const followed = new Set(copyBefore.values())
  const copies = new Map<number, number[]>()
  for (const head of copyBefore.keys()) {
    if (followed.has(head)) continue
    const list: number[] = []
    for (let copy: number | undefined = head; copy !== undefined; copy = copyBefore.get(copy)) list.push(copy)
    copies.set(head, list)
  }
  return copies
}

function compareTimes(a: number, b: number): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
