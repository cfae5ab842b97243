import type { Random } from '../../../../../src/foundation/random.ts'
import type { Operation } from '../../../../../src/model/history.ts'
import { cameOut, sortBy } from './deliveries.ts'
import { dequeue, drain, enqueue } from './operation-of.ts'
import { pick, pickOutcome, playProcesses, someOf } from './play-processes.ts'

export function sizeReference(history: readonly Operation[], { capacity }: { capacity: number }) {
  const came = cameOut(history)
  const enqueues = history.filter(({ f }) => f === 'enqueue')
  const overflow: { at: number; minSize: number }[] = []
  const spuriousRejects: unknown[] = []
  for (const { outcome, invokeTime, completeTime, input } of enqueues) {
    if (outcome === 'ok') {
      const inside = enqueues.filter(
        (other) => other.outcome === 'ok' && other.completeTime <= completeTime,
      ).length
      const removed = came.filter(({ from }) => from <= completeTime).length
      const unknown = history.filter((op) => op.outcome === 'info' && op.invokeTime <= completeTime)
      const perhaps = unknown.some(({ f }) => f === 'drain')
        ? Infinity
        : unknown.filter(({ f }) => f === 'dequeue').length
      const minSize = inside - removed - perhaps
      if (minSize > capacity) overflow.push({ at: completeTime, minSize })
    }
    if (outcome === 'fail') {
      const entered = enqueues.filter(
        (other) => other.outcome !== 'fail' && other.invokeTime <= completeTime,
      ).length
      const left = came.filter(({ to }) => to < invokeTime).length
      if (entered - left < capacity) spuriousRejects.push(input)
    }
  }
  const valid = overflow.length === 0
  return {
    valid,
    verdict: valid ? 'pass' : 'fail',
    overflow: sortBy(
      overflow,
      ({ at }) => at,
      ({ minSize }) => minSize,
    ),
    spuriousRejects: sortBy(spuriousRejects, (id) => id),
  }
}

export function sizeHistory(random: Random): { history: Operation[]; options: { capacity: number } } {
  let next = 0
  const history = playProcesses(
    random,
    ['p', 'q', 'c', 'd'].slice(0, random.integer(1, 4)),
    random.integer(2, 6),
    (from, to, process) => {
      const outcome = pickOutcome(random)
      const kind = random.integer(0, 9)
      if (kind < 6) return enqueue(next++, from, to, { process, outcome })
      if (kind < 9) return dequeue(pick(random, [0, 1, 2, 3, 4, null]), from, to, { process, outcome })
      return drain(someOf(random, [0, 1, 2, 3], 3), from, to, {
        process,
        outcome: random.integer(0, 2) === 0 ? outcome : 'ok',
      })
    },
  )
  return { history, options: { capacity: random.integer(0, 4) } }
}
