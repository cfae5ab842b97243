import { describe, expect, test } from 'vitest'
import { resolveReplay } from '../../../../src/config/resolve-case.ts'
import { defineFault } from '../../../../src/chaos/fault.ts'
import { scheduleAgain } from '../../../../src/chaos/schedule-again.ts'
import type { ExecutedFault } from '../../../../src/model/fault-metrics.ts'
import type { ScenarioMetrics } from '../../../../src/model/metrics.ts'
import type { ReplayOrder } from '../../../../src/model/scenario-case.ts'
import { runReplay } from '../../../../src/run/run-replay.ts'
import type { RunOutcome } from '../../../../src/run/run-request.ts'
import { runScenario } from '../../../../src/run/run-scenario.ts'
import { lossy, requestOf, runLossy } from './lossy-queue.ts'

/** A share by default; all 100 where `REPLAY_SEEDS` says so. */
const failingSeeds = Number(process.env['REPLAY_SEEDS'] ?? 3)
const timeoutMs = 60_000 + failingSeeds * 1_000

const orderOf = (metrics: ScenarioMetrics, given: Partial<ReplayOrder> = {}): ReplayOrder => ({
  of: 'logs/metrics.json#0',
  name: metrics.name,
  file: metrics.file,
  project: metrics.project,
  run: metrics.run,
  seed: metrics.seed,
  faults: JSON.parse(JSON.stringify(metrics.faults)),
  historyHash: metrics.reproduction?.history_hash ?? null,
  runs: 3,
  shrinkTo: null,
  ...given,
})

const resolve = (options: object, order: ReplayOrder) =>
  resolveReplay(options, order, { timeoutMs: null, module: false })

/** Runs again what another run was; another seed is about, and nothing of the first run but its metrics. */
async function replay(options: Record<string, unknown>, order: ReplayOrder): Promise<ScenarioMetrics> {
  const resolved = resolve({ ...options, seed: 4711 }, order)
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  const request = { ...requestOf(), scenario: resolved.value }
  request.identity = { ...request.identity, seed: resolved.value.seed }
  return (await runReplay(request, order)).metrics
}

const kinds = ['drop', 'duplicate', 'reorder', 'ack-lost', 'ack-late', 'fail-after-effect', 'misroute']
const drawn = { ...lossy, faults: undefined, chaos: { intensity: 1, swarm: true, kinds } }

describe('in virtual time', () => {
  const what = `${failingSeeds} failing seeds that drew their faults have the same histories when they are replayed`
  test(what, { timeout: timeoutMs }, async () => {
    const hashes = new Set<string>()
    for (let seed = 1, failed = 0; failed < failingSeeds; seed++) {
      const { metrics } = await runLossy({ ...drawn, seed })
      if (metrics.verdict !== 'fail') continue
      failed++
      const hash = metrics.reproduction!.history_hash!
      hashes.add(hash)
      expect(metrics.reproduction!.second_run, `seed ${seed}`).toEqual({
        history_hash: hash,
        same: true,
        difference: null,
      })
      const again = await replay(drawn, orderOf(metrics))
      expect(again.reproduction, `seed ${seed}`).toMatchObject({
        history_hash: hash,
        replay: { of: 'logs/metrics.json#0', runs: 1, failed: 1, same_history: true },
      })
      expect(again.faults, `seed ${seed}`).toEqual(metrics.faults)
      expect({ ...again, started_at: null, reproduction: null }, `seed ${seed}`).toEqual({
        ...metrics,
        started_at: null,
        reproduction: null,
      })
    }
    // Two seeds may lose the same message, and nothing else.
    expect(hashes.size).toBeGreaterThan(0.8 * failingSeeds)
  })

  test('another schedule has another history, and that is said', async () => {
    const { metrics } = await runLossy()
    const order = orderOf(metrics)
    const later = structuredClone(metrics.faults!)
    later.schedule[1]!.at = { call: 7 }
    const again = await replay(lossy, { ...order, faults: later })
    expect(again.reproduction!.replay).toMatchObject({ failed: 1, same_history: false })
  })

  test('a run without faults is replayed without the faults that the scenario has by now', async () => {
    const { metrics } = await runLossy({ ...lossy, faults: undefined })
    const again = await replay(lossy, orderOf(metrics))
    expect(again).toMatchObject({ verdict: 'pass', faults: null })
    expect(again.reproduction!.replay).toMatchObject({ runs: 1, failed: 0, same_history: null })
  })

  test('a fault of their own is found among those of the scenario', async () => {
    const kind = defineFault({
      kind: 'gone',
      summary: 'Loses it.',
      layer: 'queue',
      parameters: {},
      sites: ['queue.enqueue'],
      apply: (_call, _parameters, { fired }) => fired(),
    })
    const options = { ...lossy, faults: [{ kind, at: { call: 3 } }] }
    const { metrics } = await runLossy(options)
    expect(metrics.verdict).toBe('fail')
    expect(await replay(options, orderOf(metrics))).toMatchObject({
      verdict: 'fail',
      reproduction: { replay: { same_history: true } },
    })
    const unknown = resolve(lossy, orderOf(metrics))
    expect(unknown).toMatchObject({ ok: false, problems: [{ path: 'faults[0].kind' }] })
  })
})

test('what a fault was about comes again', async () => {
  const about = { at: { ms: 0 }, probability: 0.5, where: { agent: 'Agent-2' }, sites: ['queue.enqueue'] }
  const { metrics } = await runLossy({
    ...lossy,
    faults: [{ kind: 'delay', on: 'queue', ...about, delayMs: 2 }],
  })
  const resolved = resolve(lossy, orderOf(metrics))
  expect(resolved.ok && resolved.value.faults.map(({ scheduled }) => scheduled)).toMatchObject([
    { kind: 'delay', on: 'queue', ...about, parameters: { delayMs: 2 } },
  ])
})

test('a damaged schedule is told, all of it at once', async () => {
  const { metrics } = await runLossy()
  const faults = JSON.parse(JSON.stringify(metrics.faults)) as { schedule: Record<string, unknown>[] }
  faults.schedule[0]!['fired'] = 'often'
  delete faults.schedule[1]!['at']
  const resolved = resolve(lossy, orderOf(metrics, { faults }))
  expect(resolved.ok ? [] : resolved.problems.map(({ path }) => path)).toEqual([
    'logs/metrics.json#0: faults.schedule[0].fired',
    'logs/metrics.json#0: faults.schedule[1].at',
  ])
  const { schedule } = metrics.faults!
  const gone = {
    ...metrics.faults!,
    drawn: null,
    schedule: [
      { ...schedule[0]!, kind: 'ack-later' },
      { ...schedule[1]!, on: 'broker' },
    ],
  }
  expect(resolve(lossy, orderOf(metrics, { faults: gone }))).toMatchObject({
    ok: false,
    problems: [{ path: 'faults[0].kind', nearest: 'ack-late' }],
  })
})

describe('in real time', () => {
  const real = { ...lossy, time: 'real', load: { executor: 'shared-iterations', iterations: 9 } }

  test('it is run several times, and how many failed is told', async () => {
    const request = requestOf(real)
    const { metrics } = await runScenario(request)
    const verdicts = ['pass', 'fail', 'fail', 'invalid'] as const
    const limits: number[] = []
    const notes: string[] = []
    let runs = 0
    const outcome = await runReplay(
      { ...request, onNote: (note) => notes.push(note) },
      orderOf(metrics, { runs: 4 }),
      async ({ scenario }): Promise<RunOutcome> => {
        limits.push(scenario.timeLimitMs)
        const verdict = verdicts[runs++]!
        return { metrics: { ...metrics, verdict, total_processed: runs }, recording: null, evidence: null }
      },
    )
    expect(outcome.metrics).toMatchObject({ verdict: 'fail', total_processed: 2 })
    expect(outcome.metrics.reproduction).toEqual({
      history_hash: null,
      second_run: null,
      shrunk: null,
      replay: { of: 'logs/metrics.json#0', runs: 4, failed: 2, same_history: null },
    })
    expect(limits).toEqual(Array.from({ length: 4 }, () => request.scenario.timeLimitMs / 4))
    expect(notes).toEqual(['replay of logs/metrics.json#0: 2 of 4 runs failed'])
  })

  test('one that is stopped before it begins comes to what its run says', async () => {
    const request = { ...requestOf(real), signal: AbortSignal.abort() }
    const { metrics } = await runReplay(request, orderOf((await runScenario(requestOf(real))).metrics))
    expect(metrics).toMatchObject({ verdict: 'invalid', reproduction: { replay: { runs: 1, failed: 0 } } })
  })

  const executed = (given: Partial<ExecutedFault>): ExecutedFault => ({
    ...({ id: 'a', kind: 'delay', layer: 'core', on: 'core', sites: ['core.sendMessage'] } as const),
    probability: 1,
    where: {},
    parameters: {},
    last_fired_ms: null,
    healed_ms: null,
    fired: 1,
    fired_by_site: {},
    sizes: {},
    at: { ms: 200 },
    until: { ms: 300 },
    opened_ms: 201.5,
    opened_at_operation: 17,
    ...given,
  })
  const placed = (given: Partial<ExecutedFault>, exact = false) => {
    const { at, until = null } = scheduleAgain(executed(given), { exact })
    return { at, until }
  }

  test('a fault opens after as many iterations as it did, for as long as it was to', () => {
    expect(placed({})).toEqual({ at: { operations: 17 }, until: { forMs: 100 } })
    expect(placed({ until: { for_ms: 50 } })).toEqual({ at: { operations: 17 }, until: { forMs: 50 } })
    expect(placed({ until: null })).toEqual({ at: { operations: 17 }, until: null })
  })

  test('what was at a place already, or never opened, or at the start, stays there', () => {
    const call = { at: { call: 4, agent: 'Agent-1' }, until: { times: 2 } }
    expect(placed(call)).toEqual(call)
    expect(placed({ opened_ms: null, opened_at_operation: null })).toEqual({
      at: { ms: 200 },
      until: { ms: 300 },
    })
    expect(placed({ at: { ms: 0 }, opened_at_operation: 0 })).toMatchObject({ at: { ms: 0 } })
    expect(placed({}, true)).toEqual({ at: { ms: 200 }, until: { ms: 300 } })
  })
})
