import { createHash } from 'node:crypto'
import type { BaselinePlan } from '../model/baseline.ts'
import type { LoadPlan } from '../model/load-plan.ts'
import type { Scenario } from '../model/scenario.ts'

/** What was asked for, as plain data: a run of another plan says nothing of this one. */
export function planOf({ kind, workers, loads, faults, chaos, virtualLimitMs }: Scenario): BaselinePlan {
  const plan = {
    kind,
    workers: { count: workers.count, kind: workers.kind },
    loads: loads.map(({ name, startAfterMs, options, plan: planned }) => ({
      name,
      start_after_ms: startAfterMs,
      options: 'trace' in options ? { ...options, trace: digestOf(planned) } : options,
    })),
    faults: [...faults.map(({ scheduled }) => scheduled), ...(chaos === null ? [] : [chaos])],
    virtual_time: virtualLimitMs !== null,
  }
  // As it will be read back.
  return JSON.parse(JSON.stringify(plan)) as BaselinePlan
}

/** What a trace says: its file may be written anew, and lie elsewhere on another machine. */
function digestOf(plan: LoadPlan): string {
  const says = JSON.stringify([plan.model === 'open' ? plan.arrivals : null, plan.agentOfIteration])
  return `sha256 ${createHash('sha256').update(says).digest('hex').slice(0, 16)}`
}
