import type { Operation } from '../../model/history.ts'
import { deliveredValues, isEmptyAnswer } from './delivered-values.ts'
import { ValueNumbers } from './value-numbers.ts'

/** One effect that the search puts somewhere in its order. */
export interface Step {
  kind: 'enqueue' | 'dequeue' | 'empty' | 'take'
  operation: Operation
  from: number
  to: number
  /** Need not happen. */
  optional: boolean
  /** May happen any number of times. */
  endless: boolean
  /** The step that comes before it in the same drain, -1 for none. */
  after: number
  /** Enqueue and dequeue: the number of the value. */
  value: number
  priority: number
}

/** First the steps that must happen, then those that may; each by when they may begin. */
export function searchSteps(operations: readonly Operation[]): Step[] {
  const values = new ValueNumbers(operations.length)
  const steps: Step[] = []
  for (const operation of operations) {
    if (operation.outcome === 'fail') continue
    const { f, outcome, invokeTime: from, completeTime: to, priority = 0 } = operation
    const optional = outcome === 'info'
    const common = { operation, from, to, optional, endless: false, after: -1, value: -1, priority }
    if (f === 'enqueue') steps.push({ ...common, kind: 'enqueue', value: values.add(operation.input) })
    if (isEmptyAnswer(operation)) steps.push({ ...common, kind: 'empty' })
    if ((f === 'dequeue' || f === 'drain') && optional)
      steps.push({ ...common, kind: 'take', endless: f === 'drain' })
    for (const value of deliveredValues(operation)) {
      steps.push({ ...common, kind: 'dequeue', value: values.add(value) })
    }
  }
  steps.sort((a, b) => Number(a.optional) - Number(b.optional) || a.from - b.from)
  // The steps of one drain have kept their order.
  const last = new Map<Operation, number>()
  steps.forEach((step, i) => {
    if (step.kind !== 'dequeue') return
    step.after = last.get(step.operation) ?? -1
    last.set(step.operation, i)
  })
  return steps
}
