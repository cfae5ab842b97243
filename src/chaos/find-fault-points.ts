import { processorParts, type ProcessorParts } from '../queue/consumer.ts'
import type { FaultPoint, PointKind } from './fault-point.ts'

/** Methods that make an object one of a kind. */
const methodsOf: Record<PointKind, readonly string[]> = {
  core: ['sendMessage'],
  queue: ['enqueue', 'offer', 'take', 'dequeue', 'ack', 'nack'],
  consumer: ['handle'],
}
const kinds = Object.keys(methodsOf) as PointKind[]

/**
 * What faults can act on: `named` by the user, and the processor, queue and core that are recognised in `found` (the target,
 * and what is observed of it). A name that the user gives stands for what the user means.
 */
export function findFaultPoints(
  found: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
): FaultPoint[] {
  const points = new Map<string, FaultPoint>()
  const add = (name: string, value: unknown): void => {
    if (!points.has(name)) points.set(name, { name, value, kinds: kindsOf(value) })
  }
  for (const [name, value] of Object.entries(named)) {
    add(name, value)
    for (const [part, each] of partsOf(value)) add(`${name}.${part}`, each)
  }
  const isNamed = new Set([...points.values()].map(({ value }) => value))
  for (const value of found) {
    for (const [part, each] of partsOf(value)) if (!isNamed.has(each)) add(part, each)
    for (const kind of kindsOf(value)) if (!isNamed.has(value)) add(kind, value)
  }
  return [...points.values()]
}

function partsOf(value: unknown): [PointKind, unknown][] {
  if (typeof value !== 'object' || value === null || !(processorParts in value)) return []
  const { core, queue, consumer } = value[processorParts] as ProcessorParts
  const parts: [PointKind, unknown][] = [
    ['core', core],
    ['queue', queue],
    ['consumer', consumer],
  ]
  return parts.filter(([, part]) => part !== null)
}

function kindsOf(value: unknown): PointKind[] {
  if (typeof value !== 'object' || value === null) return []
  const object = value as Record<string, unknown>
  return kinds.filter((kind) => methodsOf[kind].every((name) => typeof object[name] === 'function'))
}
