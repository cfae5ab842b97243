import { unknownName } from '../foundation/schema.ts'
import type { Problem } from '../foundation/problem.ts'

interface ComparedKind {
  unit: string
  direction: 'lower is better' | 'higher is better'
}

/** Names that are given where one is wrong; any other percentile will do as well. */
const latencyNames = ['p50', 'p90', 'p95', 'p99', 'p99.9', 'max', 'avg']
const known = [
  'throughput',
  'successRate',
  ...['latency', 'serviceTime'].flatMap((series) => latencyNames.map((name) => `${series}.${name}`)),
]

/** Told of every variant, gated or not. */
export const alwaysCompared = ['latency.p50', 'latency.p99', 'throughput', 'successRate']

/** What a metric is, by the name that budgets have for it; null: variants are not compared by that. */
export function comparedKindOf(name: string): ComparedKind | null {
  if (name === 'throughput') return { unit: 'per second', direction: 'higher is better' }
  if (name === 'successRate') return { unit: 'ratio', direction: 'higher is better' }
  const isTime = /^(latency|serviceTime)\.(p(100|\d{1,2}(\.\d+)?)|max|avg)$/.test(name)
  return isTime ? { unit: 'ms', direction: 'lower is better' } : null
}

export function unknownMetrics(names: readonly string[]): Problem[] {
  return names
    .filter((name) => comparedKindOf(name) === null)
    .map((name) => unknownName(`gate.${name}`, name, known, 'metric'))
}
