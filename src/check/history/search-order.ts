import type { Operation } from '../../model/history.ts'
import { searchSteps, type Step } from './search-steps.ts'
import type { ServiceRule, Waiting } from './service-rule.ts'

export interface SearchResult {
  legal: boolean | 'unknown'
  /** Where the search got stuck at its furthest point: what could have come next, and did not fit. */
  stuck: Operation[]
}

interface Frame {
  /** What is inside. */
  state: readonly Waiting[]
  /** Every mandatory step before this one is placed. */
  head: number
  /** The step that led here, -1 at the start. */
  step: number
  choices: { step: number; state: readonly Waiting[] }[]
}

/**
 * Looks for an order of all operations that the queue allows: Wing and Gong's search with Lowe's memory of what was seen.
 * Exponential at worst, so it is asked only where one payload was enqueued several times and the fast rules cannot tell
 * the copies apart; and it stops after `maxStates`, of which a state that takes more memory counts as several.
 */
export function searchOrder(
  operations: readonly Operation[],
  rule: ServiceRule,
  maxStates: number,
): SearchResult {
  const steps = searchSteps(operations)
  const order = new PlacedSteps(steps)
  const seen = new Set<string>()
  let spent = 0
  let stuck: { placed: number; open: number[] } = { placed: -1, open: [] }
  let frame: Frame = { state: [], head: 0, step: -1, choices: [] }
  const frames = [frame]
  for (let isNew = true; ;) {
    if (isNew) {
      if (order.isComplete) return { legal: true, stuck: [] }
      frame.head = order.headFrom(frame.head)
      const open = order.open(frame.head)
      const { state } = frame
      const choices = open.flatMap((step) =>
        rule.after(state, steps[step]!).map((next) => ({ step, state: next })),
      )
      if (order.placed > stuck.placed) stuck = { placed: order.placed, open }
      frame.choices = choices.toReversed()
      isNew = false
    }
    const choice = frame.choices.pop()
    if (choice) {
      order.place(choice.step)
      const key = order.keyOf(order.headFrom(frame.head), choice.state)
      if (seen.has(key)) {
        order.remove(choice.step)
        continue
      }
      seen.add(key)
      spent += 1 + ((key.length + order.optional) >> 6)
      if (spent > maxStates) return { legal: 'unknown', stuck: [] }
      frame = { ...choice, head: frame.head, choices: [] }
      frames.push(frame)
      isNew = true
      continue
    }
    frames.pop()
    if (frame.step < 0) return { legal: false, stuck: stuck.open.map((step) => steps[step]!.operation) }
    order.remove(frame.step)
    frame = frames.at(-1)!
  }
}

/** Which steps have been placed so far. The mandatory ones come first in `steps`. */
class PlacedSteps {
  placed = 0
  readonly optional: number
  readonly #steps: readonly Step[]
  readonly #mandatory: number
  readonly #done: Uint8Array

  constructor(steps: readonly Step[]) {
    this.#steps = steps
    this.optional = steps.filter(({ optional }) => optional).length
    this.#mandatory = steps.length - this.optional
    this.#done = new Uint8Array(steps.length)
  }

  get isComplete(): boolean {
    return this.placed === this.#mandatory
  }

  place(step: number): void {
    if (!this.#steps[step]!.endless) this.#done[step] = 1
    if (step < this.#mandatory) this.placed++
  }

  remove(step: number): void {
    this.#done[step] = 0
    if (step < this.#mandatory) this.placed--
  }

  headFrom(start: number): number {
    let head = start
    while (head < this.#mandatory && this.#done[head]) head++
    return head
  }

  /** What may come next: no mandatory step that is still missing ended before it began. */
  open(head: number): number[] {
    const steps = this.#steps
    let end = Infinity
    const open: number[] = []
    for (let i = head; i < this.#mandatory && steps[i]!.from <= end; i++) {
      if (this.#done[i]) continue
      end = Math.min(end, steps[i]!.to)
      const { after } = steps[i]!
      if (after < 0 || this.#done[after]) open.push(i)
    }
    for (let i = this.#mandatory; i < steps.length && steps[i]!.from <= end; i++) {
      if (!this.#done[i]) open.push(i)
    }
    return open.filter((i) => steps[i]!.from <= end)
  }

  /** What was placed and what is inside decide all that can follow; up to `head` all mandatory steps were. */
  keyOf(head: number, state: readonly Waiting[]): string {
    const placed: number[] = []
    const end = this.#steps[head]?.to ?? -Infinity
    for (let i = head; i < this.#mandatory && this.#steps[i]!.from <= end; i++)
      if (this.#done[i]) placed.push(i)
    for (let i = this.#mandatory; i < this.#steps.length; i++) if (this.#done[i]) placed.push(i)
    const inside = state.map(({ value, priority }) => `${value}:${priority}`)
    return `${head}|${placed.join()}|${inside.join()}`
  }
}
