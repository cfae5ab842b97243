import { expect, test } from 'vitest'
import type { MetricsFile } from '../../../src/model/metrics.ts'
import { replayLines } from '../../../src/report/replay-lines.ts'
import { metricsOf } from '../../support/metrics.ts'

const faults = { drawn: null, schedule: [], fired_by_kind: {}, recovery: null }

test('what failed under faults has its command, but for a comparison, which a replay refuses', () => {
  const scenarios = [
    metricsOf({ name: 'good', faults }),
    metricsOf({ name: 'both', kind: 'comparison', verdict: 'fail', faults }),
    metricsOf({ name: 'bad', verdict: 'fail', faults }),
    metricsOf({ name: 'without', verdict: 'fail' }),
  ]
  const lines = replayLines('logs/a.json', { scenarios } as unknown as MetricsFile)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^Replay {3}VITEST_STRESS_REPLAY=logs\/a\.json#2 .*\^bad\$/)
})
