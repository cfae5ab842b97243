import { describe, expect, test } from 'vitest'
import type { RunClock } from '../../../../src/foundation/run-clock.ts'
import { InMemoryMessageQueue } from '../../../../src/queue.ts'
import { HistoryLog } from '../../../../src/record/history-log.ts'
import { hashHistory } from '../../../../src/run/hash-history.ts'
import { runScenario } from '../../../../src/run/run-scenario.ts'
import { runTwice } from '../../../../src/run/run-twice.ts'
import { lossy, passAlong, requestOf, runLossy } from './lossy-queue.ts'

describe('a run with faults in virtual time', () => {
  test('that fails is run once more, and comes out the same', async () => {
    const { metrics } = await runLossy()
    expect(metrics).toMatchObject({ verdict: 'fail', problems: [] })
    const { history_hash, second_run } = metrics.reproduction!
    expect(history_hash).toMatch(/^[0-9a-f]{32}$/)
    expect(second_run).toEqual({ history_hash, same: true, difference: null })
  })

  test('that depends on something else tells the first operation that was another', async () => {
    let calls = 0
    const { metrics } = await runLossy(lossy, (given) =>
      passAlong(given, () => (++calls === 16 + 4 ? 1.5 : 1)),
    )
    const { history_hash, second_run } = metrics.reproduction!
    expect(second_run).toMatchObject({ same: false })
    expect(second_run!.history_hash).not.toBe(history_hash)
    expect(second_run!.difference).toMatch(
      /^operation 18 was ack ok of producer-Agent-2:2 at queue \(3 to [\d.]+ ms\), then ack ok of producer-Agent-2:3 at queue \(3 to [\d.]+ ms\)$/,
    )
    expect(metrics).toMatchObject({ verdict: 'fail' })
    expect(metrics.problems).toEqual([
      `uncontrolled nondeterminism: run again with the same seed, ${second_run!.difference}`,
    ])
  })

  test('that passes is run once', async () => {
    let built = 0
    const { metrics } = await runLossy({
      ...lossy,
      faults: [{ kind: 'ack-late', at: { call: 2 } }],
      target: ({ clock }: { clock: RunClock }) => {
        built++
        return new InMemoryMessageQueue({ clock })
      },
    })
    expect(metrics.verdict).toBe('pass')
    expect(metrics.reproduction).toMatchObject({
      history_hash: expect.any(String) as string,
      second_run: null,
    })
    expect(built).toBe(1)
  })

  test('that has no time left for another is run once', async () => {
    const request = requestOf()
    const first = await runScenario(request)
    let runs = 0
    const { metrics } = await runTwice(
      { ...request, scenario: { ...request.scenario, timeLimitMs: 0 } },
      async () => {
        runs++
        return first
      },
    )
    expect(runs).toBe(1)
    expect(metrics.reproduction).toMatchObject({ second_run: null })
  })

  test('that comes out otherwise the second time is told, whatever was recorded', async () => {
    const request = requestOf({ ...lossy, history: false })
    const first = await runScenario(request)
    expect(first.evidence?.history).toBeNull()
    const second = {
      ...first,
      metrics: { ...first.metrics, verdict: 'invalid' as const, problems: ['it broke'] },
    }
    const others = { ...first, metrics: { ...first.metrics, success_count: 3 } }
    const differenceFrom = async (outcome: typeof first): Promise<string | null> => {
      const outcomes = [first, outcome]
      const { metrics } = await runTwice(request, async () => outcomes.shift()!)
      return metrics.reproduction!.second_run!.difference
    }
    expect(await differenceFrom(second)).toBe('it was "fail", then "invalid": it broke')
    expect(await differenceFrom(others)).toMatch(
      /^16 iterations finished and 16 succeeded, then 16 .* 3 succ/,
    )
    expect(await differenceFrom(first)).toBeNull()
  })
})

test.each([
  ['without faults', { faults: undefined }],
  ['in real time', { time: 'real', load: { executor: 'shared-iterations', iterations: 9 } }],
])('a run %s is run once, and has no hash', async (_, options) => {
  const { metrics } = await runLossy({ ...lossy, ...options })
  expect(metrics.reproduction).toBeNull()
})

describe('the hash of a history', () => {
  const hashOf = (last: (log: HistoryLog, operation: number, pass: () => void) => void): string => {
    let nowMs = 5
    const log = new HistoryLog(() => nowMs, 10)
    const message = { producer: 'a', sequence: 1, key: 'k', priority: 2 }
    log.ok(log.begin('enqueue', message, 'Agent-1'))
    nowMs += 3
    last(log, log.begin('dequeue', null, 'Agent-1'), () => void nowMs++)
    return hashHistory({
      size: log.size,
      operations: log.operations(),
      missed: log.missed,
      drained: true,
      label: String,
    })
  }

  test('is the same for the same, and another for whatever else was recorded', () => {
    const of = (sequence: number, key?: string) => ({ producer: 'a', sequence, key })
    const all = [
      hashOf((log, operation) => log.ok(operation, of(1))),
      hashOf((log, operation) => log.ok(operation, of(2))),
      hashOf((log, operation) => log.ok(operation, of(1, 'k'))),
      hashOf((log, operation, pass) => log.ok((pass(), operation), of(1))),
      hashOf((log, operation) => log.fail(operation)),
      hashOf((log, operation) => log.unknown(operation)),
      hashOf(() => {}),
    ]
    expect(hashOf((log, operation) => log.ok(operation, of(1)))).toBe(all[0])
    expect(new Set(all).size).toBe(all.length)
  })
})
