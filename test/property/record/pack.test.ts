import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountDeliveries } from '../../../src/check/delivery-account.ts'
import { counter } from '../../../src/record/custom/counter.ts'
import { beginInstruments } from '../../../src/record/custom/instruments.ts'
import { gauge } from '../../../src/record/custom/gauge.ts'
import { kindOf } from '../../../src/record/custom/metric-kinds.ts'
import { mergeReadings, packReadings } from '../../../src/record/custom/pack-readings.ts'
import { rate } from '../../../src/record/custom/rate.ts'
import { trend } from '../../../src/record/custom/trend.ts'
import { FailureReasons } from '../../../src/record/failure-reasons.ts'
import { LatencySeries } from '../../../src/record/latency-series.ts'
import { Ledger } from '../../../src/record/ledger.ts'
import { MergedTimeline, packSecond } from '../../../src/record/merged-timeline.ts'
import { absorbLedger, packLedger } from '../../../src/record/pack-ledger.ts'
import { absorbRecorder, packRecorder } from '../../../src/record/pack-recorder.ts'
import { Recorder } from '../../../src/record/recorder.ts'
import { RunRecords } from '../../../src/record/run-records.ts'
import { toSecond } from '../../../src/record/timeline.ts'
import { resolveScenario } from '../../../src/config/resolve-scenario.ts'

const runs = { numRuns: 50, seed: 20_251_129 }
const durationMs = fc.oneof(
  fc.double({ min: 0, max: 5, noNaN: true }),
  fc.integer({ min: 0, max: 100_000 }).map((us) => us / 7),
)
const worker = fc.integer({ min: 0, max: 3 })
const workers = [0, 1, 2, 3]

/** What a clone between threads, and the one between processes, leaves of it. */
const sent = <T>(value: T): T => structuredClone(value)

describe('what workers send', () => {
  test('a series merged from several is the one series of all samples', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(worker, durationMs)),
        fc.array(fc.integer({ min: 0, max: 1000 })),
        (samples, at) => {
          const whole = new LatencySeries()
          const parts = workers.map(() => new LatencySeries())
          for (const [who, ms] of samples) for (const series of [whole, parts[who]!]) series.record(ms)
          const merged = new LatencySeries()
          for (const part of parts) merged.add(LatencySeries.unpack(sent(part.pack())))
          expect(merged.stats()).toEqual(whole.stats())
          expect(merged.encode()).toBe(whole.encode())
          for (const tenth of at) expect(merged.percentileMs(tenth / 10)).toBe(whole.percentileMs(tenth / 10))
        },
      ),
      runs,
    )
  })

  test('recorders merged from several are the one recorder of all iterations', () => {
    const plan = resolveScenario(
      { load: { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 1_000, warmupMs: 500 } },
      { seed: 1, timeoutMs: null },
    )
    if (!plan.ok) throw new Error('a bad plan')
    const make = (): Recorder => new Recorder(plan.value.loads[0]!.plan, 1_000, new RunRecords())
    const event = fc.record({
      who: worker,
      kind: fc.constantFrom('succeeded', 'failed', 'unfinished', 'dropped'),
      scheduledMs: fc.integer({ min: 0, max: 1_500 }),
      lateMs: durationMs,
      tookMs: durationMs,
      free: fc.boolean(),
      agent: fc.constantFrom(null, 'a', 'b'),
      type: fc.constantFrom('x', 'y'),
      tags: fc.constantFrom(null, ['t'], ['t', 'u']),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const whole = make()
        const parts = workers.map(make)
        // Starts come in the order of time.
        const inOrder = events.toSorted((a, b) => a.scheduledMs + a.lateMs - b.scheduledMs - b.lateMs)
        for (const [index, given] of inOrder.entries()) {
          const { who, kind, scheduledMs, lateMs, tookMs, free, agent, type, tags } = given
          for (const recorder of [whole, parts[who]!]) {
            const startedMs = scheduledMs + lateMs
            const endMs = startedMs + tookMs
            if (kind === 'dropped') {
              recorder.dropped(index, scheduledMs, startedMs)
              continue
            }
            const phase = scheduledMs < 500 ? ('warmup' as const) : ('steady' as const)
            const facts = { index, agent, scheduledMs, startedMs, phase, message: { type }, tags }
            recorder.begun(facts, free)
            if (kind === 'unfinished') recorder.unfinished(facts, endMs)
            else recorder.finished(facts, endMs, kind === 'failed' ? { error: new Error('no') } : null)
            // The last one to end, in a merge, is the latest of all.
            whole.lastEndMs = Math.max(...parts.map(({ lastEndMs }) => lastEndMs))
          }
        }
        const merged = make()
        for (const part of parts) absorbRecorder(merged, sent(packRecorder(part)))
        expect(plain(packRecorder(merged))).toEqual(plain(packRecorder(whole)))
      }),
      runs,
    )
  })

  test('ledgers merged from several account for what any of them saw', () => {
    const event = fc.record({
      who: worker,
      reader: worker,
      producer: fc.constantFrom('p', 'q'),
      inbox: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('delivered', 'twice', 'lost', 'refused', 'dead', 'unsent'),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const whole = new Ledger()
        const parts = workers.map(() => new Ledger())
        for (const [sequence, { who, reader, producer, inbox, what }] of events.entries()) {
          const message = { producer, sequence }
          for (const [sender, receiver] of [
            [whole, whole] as const,
            [parts[who]!, parts[reader]!] as const,
          ]) {
            if (what !== 'unsent') sender.enqueueInvoked(message, [inbox])
            if (what === 'refused') sender.enqueueFailed(message, [inbox])
            else if (what !== 'unsent') sender.enqueueOk(message, [inbox])
            if (what === 'dead') receiver.deadLettered(message, inbox)
            for (let left = { delivered: 1, unsent: 1, twice: 2 }[what as string] ?? 0; left > 0; left--)
              receiver.delivered(message, inbox)
          }
        }
        const merged = new Ledger()
        for (const part of parts) absorbLedger(merged, sent(packLedger(part, () => null)), () => 0)
        const account = (ledger: Ledger): object => accountDeliveries(ledger, true, 'observed').summary
        expect(account(merged)).toEqual(account(whole))
        expect(merged.reused).toBe(0)
        expect(Object.fromEntries(merged.deliveriesByInbox)).toEqual(
          Object.fromEntries(whole.deliveriesByInbox),
        )
      }),
      runs,
    )
  })

  test('an identity that two workers sent under is told, and an id is one message whoever saw it', () => {
    const ledgers = [new Ledger(), new Ledger()]
    for (const ledger of ledgers) ledger.enqueueInvoked({ producer: 'p', sequence: 3 }, ['a'])
    const merged = new Ledger()
    for (const each of ledgers)
      absorbLedger(
        merged,
        packLedger(each, () => null),
        () => 0,
      )
    expect(merged.reused).toBe(1)

    // What a ledger had found by itself is not lost on the way.
    const twice = new Ledger()
    for (let left = 2; left > 0; left--) twice.enqueueInvoked({ producer: 'p', sequence: 3 }, ['a'])
    twice.enqueueInvoked({ producer: 'p', sequence: -1 }, ['a'])
    const told = new Ledger()
    absorbLedger(
      told,
      packLedger(twice, () => null),
      () => 0,
    )
    expect([told.reused, told.unaccountable]).toEqual([1, 1])

    // The same number stands for another id in each worker.
    const byId = new Ledger()
    const numbers = new Map<string, number>()
    const numberOf = (id: string): number =>
      numbers.get(id) ?? (numbers.set(id, numbers.size), numbers.size - 1)
    for (const [at, each] of ledgers.entries())
      absorbLedger(
        byId,
        packLedger(each, () => `order ${at}`),
        numberOf,
      )
    expect(byId.reused).toBe(0)
    expect(accountDeliveries(byId, true, 'observed').summary.attempted).toBe(2)
  })

  test('metrics, checks and groups merged from several are those of one', () => {
    const event = fc.record({ who: worker, value: fc.integer({ min: 0, max: 9_999 }) })
    const record = (values: readonly number[]) => {
      const metrics = { orders: counter(), level: gauge(), hits: rate(), size: trend({ unit: 'EUR' }) }
      const instruments = beginInstruments(metrics, () => 0)
      for (const value of values) {
        metrics.orders.add(value)
        metrics.level.set(value)
        metrics.hits.add(value % 2 === 0)
        metrics.size.record(value)
        instruments.checks.note(`check ${value % 3}`, value % 5 === 0)
        instruments.groups.record(`group ${value % 3}`, value, value % 7 === 0)
      }
      const readings = instruments.read()
      instruments.end()
      return readings
    }
    const shown = (readings: ReturnType<typeof record>): object => ({
      metrics: [...readings.metrics].map(([name, summary]) => [name, kindOf(summary).result(summary, 1)]),
      checks: Object.fromEntries(readings.checks),
      groups: Object.fromEntries(
        [...readings.groups].map(([name, { series, failed }]) => [name, [series.stats(), failed]]),
      ),
    })
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const parts = workers.map((own) =>
          record(events.filter(({ who }) => who === own).map(({ value }) => value)),
        )
        const merged = shown(mergeReadings(parts.map((part) => sent(packReadings(part)))))
        const whole = shown(record(events.map(({ value }) => value)))
        const used = new Set(events.map(({ who }) => who)).size
        // Of several workers that noted a level, none noted the last one.
        expect(merged).toEqual(used > 1 ? withoutLast(whole) : whole)
      }),
      runs,
    )
  })

  test('reasons add up', () => {
    const reasons = new FailureReasons()
    reasons.absorb([{ reason: 'a', count: 2, example: 'x' }])
    reasons.absorb([
      { reason: 'b', count: 3, example: 'y' },
      { reason: 'a', count: 5, example: 'z' },
    ])
    expect(reasons.list()).toEqual([
      { reason: 'a', count: 7, example: 'x' },
      { reason: 'b', count: 3, example: 'y' },
    ])
  })

  test('a second of the timeline is that of all samples, and one that only some workers had is kept', () => {
    const second = (at: number, values: readonly number[]) => {
      const response = new LatencySeries()
      for (const value of values) response.record(value)
      const counts = { started: 1, succeeded: values.length, failed: 0, dropped: 0, inFlight: 2 }
      return {
        second: at,
        ...counts,
        queueDepth: 4,
        loopDelayMaxMs: at,
        heapBytes: 10,
        rssBytes: 100,
        response,
      }
    }
    const timeline = new MergedTimeline(2, true)
    timeline.add(packSecond(second(1, [9])))
    timeline.add(packSecond(second(0, [1, 2])))
    timeline.add(packSecond(second(0, [3])))
    const whole = toSecond({
      ...second(0, [1, 2, 3]),
      started: 2,
      inFlight: 4,
      heapBytes: 20,
      queueDepth: null,
    })
    expect(timeline.finish()).toEqual([whole, toSecond({ ...second(1, [9]), queueDepth: null })])
    const apart = new MergedTimeline(2, false)
    for (const values of [[1], [2]]) apart.add(packSecond(second(0, values)))
    expect(apart.finish()[0]!.rss_bytes).toBe(200)
  })
})

/** Histograms as what is in them, and parts in one order: in which they came depends on who was first. */
function plain(packed: ReturnType<typeof packRecorder>): unknown {
  return JSON.parse(
    JSON.stringify(packed, (_, value: unknown) => {
      if (value instanceof Uint32Array) return [...value.entries()].filter(([, count]) => count > 0)
      const isParts = Array.isArray(value) && typeof value[0] === 'object' && !Array.isArray(value[0])
      return isParts ? value.map((each) => JSON.stringify(plain(each as never))).sort() : value
    }),
  )
}

function withoutLast(shown: { metrics?: unknown }): object {
  const metrics = (shown.metrics as [string, object][]).map(([name, result]) => [
    name,
    'last' in result ? { ...result, last: null } : result,
  ])
  return { ...shown, metrics }
}
