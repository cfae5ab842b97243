import { expect, test } from 'vitest'
import type { ExecutedFault } from '../../../src/model/fault-metrics.ts'
import type { ScenarioMetrics, TimelineSecond } from '../../../src/model/metrics.ts'
import { renderFaults } from '../../../src/report/render-faults.ts'

const fault = (id: string, over: Partial<ExecutedFault> = {}) =>
  ({
    id,
    on: 'queue',
    sites: ['queue.ack'],
    opened_ms: 1_000,
    healed_ms: 2_500,
    fired: 3,
    ...over,
  }) as ExecutedFault
const second = (number: number, maxMs: number, faults?: string[]) =>
  ({ second: number, max_ms: maxMs, ...(faults === undefined ? {} : { faults }) }) as TimelineSecond
const metricsOf = (schedule: ExecutedFault[], timeline: TimelineSecond[] = []) =>
  ({ faults: { drawn: null, schedule }, timeline }) as unknown as ScenarioMetrics

test('each fault, where and when it was open, and the slowest second', () => {
  const schedule = [
    fault('late', { opened_ms: null, fired: 0 }),
    fault('idle', { fired: 0 }),
    fault('killed', { sites: [], on: 'server', fired: 1, healed_ms: null }),
    fault('ack-lost-1'),
  ]
  const text = renderFaults(
    metricsOf(schedule, [second(0, 5), second(1, 80, ['killed', 'ack-lost-1']), second(2, 7)]),
  )
  expect(text).toBe(`Faults:
  ack-lost-1 at queue.ack: open 1.0 s to 2.5 s, fired 3 times
  killed on server: open 1.0 s to the end, fired 1 time
  late at queue.ack: never opened
  idle at queue.ack: open 1.0 s to 2.5 s, never fired
  Slowest second: 1 s (max 80 ms), with killed, ack-lost-1 open`)
})

test('no more than eight, and nothing where nothing was to go wrong', () => {
  const many = Array.from({ length: 10 }, (_, index) => fault(`f${index}`))
  const lines = renderFaults(metricsOf(many)).split('\n')
  expect([lines.length, lines.at(-1)]).toEqual([10, '  and 2 more'])
  expect(renderFaults({ faults: null } as ScenarioMetrics)).toBe('')
})
