import type { TenantBudgets } from '../model/scenario.ts'
import type { Recording } from '../record/recording.ts'
import type { Limit } from './limit.ts'
import { tenantFigures } from './tenant-figures.ts'

/** Limits on what loads do to each other. Without runs alone there is nothing to judge by. */
export function tenantLimits(budgets: TenantBudgets | undefined, recording: Recording): Limit[] {
  if (budgets === undefined) return []
  const { p99Ratio, jain } = budgets
  const limits: Limit[] = []
  const figures = tenantFigures(recording)
  const judged = recording.loads
    .flatMap(({ name }) => name ?? [])
    .filter((name) => !p99Ratio?.except?.includes(name))
  for (const name of p99Ratio ? judged : []) {
    const figure = figures?.each[name]
    limits.push({
      budget: `tenants.${name}.p99Ratio`,
      comparison: 'at most',
      limit: p99Ratio!.max,
      unit: 'number',
      actual: figure?.p99_ratio ?? null,
      samples: figure?.samples ?? 0,
      detail: describe(recording, name, figure?.p99_ms ?? null),
    })
  }
  if (jain) {
    const samples = Object.keys(figures?.each ?? {}).length
    const detail = `of what is left to each of ${samples} loads of its speed alone`
    const actual = figures?.jain ?? null
    limits.push({
      budget: 'tenants.jain',
      comparison: 'at least',
      limit: jain.min,
      unit: 'number',
      actual,
      samples,
      detail,
    })
  }
  return limits
}

function describe({ alone }: Recording, name: string, p99Ms: number | null): string {
  const before = alone?.get(name)
  if (before === undefined) return 'it did not run alone'
  if (before.p99Ms === null) return `alone, it was ${before.trouble ?? 'without a sample'}`
  return `p99 ${ms(before.p99Ms)} alone, ${p99Ms === null ? 'no sample' : ms(p99Ms)} with the others`
}

function ms(value: number): string {
  return `${Number(value.toPrecision(4))} ms`
}
