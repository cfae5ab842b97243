import type { Step } from './search-steps.ts'

/** A message inside the queue, as the search sees it. */
export interface Waiting {
  value: number
  priority: number
}

/** A queue discipline for the search: what can be inside after a step, given what was inside before. None: not allowed. */
export interface ServiceRule {
  after(inside: readonly Waiting[], step: Step): (readonly Waiting[])[]
}

/** `candidates` says which of those inside may come out next, by index. */
function serviceRule(
  candidates: (inside: readonly Waiting[]) => readonly number[],
  add: (inside: readonly Waiting[], message: Waiting) => readonly Waiting[],
): ServiceRule {
  return {
    after(inside, { kind, value, priority }) {
      if (kind === 'enqueue') return [add(inside, { value, priority })]
      if (kind === 'empty') return inside.length === 0 ? [inside] : []
      const out = candidates(inside).filter((i) => kind === 'take' || inside[i]!.value === value)
      const distinct = kind === 'take' ? out : out.slice(0, 1)
      return distinct.map((i) => inside.toSpliced(i, 1))
    },
  }
}

const append = (inside: readonly Waiting[], message: Waiting) => [...inside, message]

/** Sorted, since the order among equals does not matter and fewer states are different. */
const insert = (inside: readonly Waiting[], message: Waiting) => {
  return append(inside, message).sort((a, b) => b.priority - a.priority || a.value - b.value)
}

export const serviceRules = {
  fifo: serviceRule((inside) => (inside.length === 0 ? [] : [0]), append),
  priority: serviceRule(
    (inside) => inside.flatMap(({ priority }, i) => (priority === inside[0]!.priority ? [i] : [])),
    insert,
  ),
  stablePriority: serviceRule((inside) => {
    if (inside.length === 0) return []
    const highest = inside.reduce((max, { priority }) => Math.max(max, priority), -Infinity)
    return [inside.findIndex(({ priority }) => priority === highest)]
  }, append),
}
