import { describe, expect, test } from 'vitest'
import { resolveCase, resolveReplay } from '../../../../src/config/resolve-case.ts'
import type { FaultsMetrics } from '../../../../src/model/fault-metrics.ts'
import type { ReplayOrder } from '../../../../src/model/scenario-case.ts'
import { runService, timed, upset } from '../recovery-support.ts'

const context = { timeoutMs: null }
const target = () => ({ sendMessage() {} })
const kind = upset({ slowMs: 20 })

const orderOf = (faults: FaultsMetrics | null): ReplayOrder => ({
  of: 'logs/metrics.json#0',
  name: 'orders',
  file: 'stress/orders.stress.ts',
  project: null,
  run: null,
  seed: 7,
  faults: faults && (JSON.parse(JSON.stringify(faults)) as FaultsMetrics),
  historyHash: null,
  runs: 3,
  shrinkTo: null,
})

describe('a case without faults', () => {
  const calm = { seed: 7, faults: [], drawn: null }

  test('draws none for its kind, at the load of its kind', () => {
    const resolved = resolveCase({ kind: 'chaos', target }, calm, context)
    expect(resolved).toMatchObject({
      ok: true,
      value: { chaos: null, faults: [], recovery: null, loads: [{ options: { durationMs: 10_000 } }] },
    })
  })

  test('has nothing to recover from', () => {
    const budgets = { recoveryTime: { maxMs: 100 }, failures: { max: 2 } }
    const options = { target, load: timed, faults: [{ kind: 'delay' }], recovery: true, budgets }
    const resolved = resolveCase(options, calm, context)
    expect(resolved).toMatchObject({ ok: true, value: { recovery: null, budgets: { failures: { max: 2 } } } })
    expect(resolved.ok && resolved.value.budgets.recoveryTime).toBeUndefined()
  })
})

describe('a replay with `recovery`', () => {
  test('in real time opens faults by the clock, as its phases are', async () => {
    const { faults } = (await runService({ faults: [{ kind }] })).metrics
    // Timers and starts are late in real time: fewer iterations had begun than were planned by then.
    faults!.schedule[0]!.opened_at_operation = 118
    const options = { target, load: timed, faults: [{ kind }], recovery: true }
    const resolved = resolveReplay(options, orderOf(faults), context)
    expect(resolved).toMatchObject({ ok: true, value: { faults: [{ scheduled: { at: { ms: 1_200 } } }] } })
  })

  test('of a run that never had its faults is refused, because it could pass without them', () => {
    const options = { target, load: timed, faults: [{ kind }], recovery: true }
    expect(resolveReplay(options, orderOf(null), context)).toMatchObject({
      ok: false,
      problems: [{ path: 'logs/metrics.json#0: faults', got: 'null' }],
    })
  })
})
