// The judge of the judges: tries every order. It shares no code with src/check and is as plain as the definition:
// an operation may come next unless one that must still come ended before it began.
import type { Operation } from '../../../../src/model/history.ts'

export type Discipline = 'fifo' | 'priority' | 'stable-priority'

interface Inside {
  id: string
  priority: number
}

interface Move {
  operation: Operation
  kind: 'in' | 'out' | 'empty' | 'perhaps'
  id: string
  /** Place within its drain: the moves of one drain happen in this order. */
  place: number
}

export function isLegal(history: readonly Operation[], discipline: Discipline): boolean {
  const moves = history.filter(({ outcome }) => outcome !== 'fail').flatMap(movesOf)
  const failed = new Set<string>()
  const explore = (left: readonly Move[], inside: readonly Inside[]): boolean => {
    const due = left.filter(({ operation }) => operation.outcome === 'ok')
    if (due.length === 0) return true
    const key = `${left.map((move) => moves.indexOf(move)).join()}/${JSON.stringify(inside)}`
    if (failed.has(key)) return false
    for (const move of left) {
      if (due.some(({ operation }) => operation.completeTime < move.operation.invokeTime)) continue
      if (left.some((other) => other.operation === move.operation && other.place < move.place)) continue
      const drains = move.kind === 'perhaps' && move.operation.f === 'drain'
      const rest = drains ? left : left.filter((other) => other !== move)
      for (const next of outcomes(move, inside, discipline)) {
        if (drains && next.length === inside.length) continue
        if (explore(rest, next)) return true
      }
    }
    failed.add(key)
    return false
  }
  return explore(moves, [])
}

function movesOf(operation: Operation): Move[] {
  const { f, outcome, input, output } = operation
  const move = (kind: Move['kind'], value: unknown, place = 0): Move => {
    return { operation, kind, id: JSON.stringify(value), place }
  }
  if (f === 'enqueue') return [move('in', input)]
  if (f === 'dequeue') {
    if (outcome === 'info') return [move('perhaps', null)]
    return [output === null ? move('empty', null) : move('out', output)]
  }
  if (outcome === 'info') return [move('perhaps', null)]
  return (output as unknown[]).map((value, place) => move('out', value, place))
}

function outcomes(
  { operation, kind, id }: Move,
  inside: readonly Inside[],
  discipline: Discipline,
): Inside[][] {
  if (kind === 'in') return [[...inside, { id, priority: operation.priority ?? 0 }]]
  if (kind === 'empty') return inside.length === 0 ? [[]] : []
  const results: Inside[][] = []
  inside.forEach((message, place) => {
    if (kind === 'out' && message.id !== id) return
    const better = inside.some((other, otherPlace) => {
      if (discipline === 'fifo') return otherPlace < place
      if (other.priority > message.priority) return true
      return discipline === 'stable-priority' && other.priority === message.priority && otherPlace < place
    })
    if (!better) results.push(inside.filter((_, otherPlace) => otherPlace !== place))
  })
  return results
}
