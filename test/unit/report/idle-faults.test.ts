import { expect, test } from 'vitest'
import type { ScenarioMetrics } from '../../../src/model/metrics.ts'
import { idleFaults } from '../../../src/report/idle-faults.ts'

const metricsOf = (fired: Record<string, number>, isDrawn = true) =>
  ({
    faults: {
      drawn: isDrawn ? { intensity: 0.5, kinds: [], swarm: false } : null,
      schedule: Object.entries(fired).map(([id, times]) => ({ id, fired: times })),
    },
  }) as unknown as ScenarioMetrics

test('drawn faults that never fired are named, beside those that did', () => {
  expect(idleFaults(metricsOf({ 'delay-1': 2, 'tcp-refuse-1': 0, 'reorder-1': 0 }))).toEqual([
    '2 of 3 drawn faults never fired: tcp-refuse-1, reorder-1',
  ])
})

test('a schedule that was given, or of which none fired, is judged; one that fired needs no word', () => {
  expect(idleFaults(metricsOf({ 'delay-1': 2, 'tcp-refuse-1': 0 }, false))).toEqual([])
  expect(idleFaults(metricsOf({ 'delay-1': 0 }))).toEqual([])
  expect(idleFaults(metricsOf({ 'delay-1': 1 }))).toEqual([])
  expect(idleFaults({ faults: null } as ScenarioMetrics)).toEqual([])
})
