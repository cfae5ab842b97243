import type { BaselinePlan } from '../model/baseline.ts'
import type { Scenario } from '../model/scenario.ts'

/** What was asked for, as plain data: a run of another plan says nothing of this one. */
export function planOf({ kind, workers, loads, faults, chaos, virtualLimitMs }: Scenario): BaselinePlan {
  const plan = {
    kind,
    workers: { count: workers.count, kind: workers.kind },
    loads: loads.map(({ name, startAfterMs, options }) => ({ name, start_after_ms: startAfterMs, options })),
    faults: [...faults.map(({ scheduled }) => scheduled), ...(chaos === null ? [] : [chaos])],
    virtual_time: virtualLimitMs !== null,
  }
  // As it will be read back.
  return JSON.parse(JSON.stringify(plan)) as BaselinePlan
}
