import { describe, expect, test } from 'vitest'
import type { IterationFacts } from '../../../src/model/iteration-facts.ts'
import type { RecordedSecond } from '../../../src/record/generator-seconds.ts'
import type { ProcessReport } from '../../../src/record/process-monitor.ts'
import { Recorder } from '../../../src/record/recorder.ts'
import { judgeHealth } from '../../../src/run/judge-health.ts'
import type { LoadPlan } from '../../../src/model/load-plan.ts'
import { RunRecords } from '../../../src/record/run-records.ts'
import { planOf } from '../../support/drive.ts'
import { recordedSecondOf } from '../../support/generator-second.ts'

const openPlan = planOf({ executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 10_000 })
const calm: ProcessReport = {
  loopDelay: { p50_ms: 0, p99_ms: 1, max_ms: 5 },
  utilization: 0.3,
  cpuSeconds: 2,
  cores: 2,
}
const onTimeUntilMs = 10_010

/** A recorder that saw `count` starts, each so late, at so long a time before the end of the plan. */
function recorderOf(
  starts: readonly { count: number; latenessMs: number; scheduledMs?: number; free?: boolean }[],
  plan = openPlan,
): Recorder {
  const recorder = new Recorder(plan, onTimeUntilMs, new RunRecords())
  for (const { count, latenessMs, scheduledMs = 0, free = true } of starts) {
    for (let index = 0; index < count; index++) {
      const facts: IterationFacts = {
        index,
        agent: null,
        scheduledMs,
        startedMs: scheduledMs + latenessMs,
        phase: 'steady',
        message: undefined,
        tags: null,
      }
      recorder.begun(facts, free)
    }
  }
  return recorder
}

const judge = (
  plan: LoadPlan,
  recorder: Recorder,
  report: ProcessReport,
  latenessLimitMs: number,
  seconds: readonly RecordedSecond[] = [],
) => {
  const load = { name: null, plan, startAfterMs: 0, latenessLimitMs, options: {} }
  return judgeHealth([{ load, recorder }], report, seconds)
}

test('how many starts were planned is unknown where the load was ended early', () => {
  const load = { name: null, plan: openPlan, startAfterMs: 0, latenessLimitMs: 10, options: {} }
  const recorder = recorderOf([{ count: 400, latenessMs: 2 }])
  const health = judgeHealth([{ load, recorder, cutOff: true }], calm, [])
  expect(health).toMatchObject({ saturated: false, planned_starts: null, achieved_starts: 400 })
})

describe('a generator', () => {
  test('that kept its plan is healthy', () => {
    expect(judge(openPlan, recorderOf([{ count: 1000, latenessMs: 2 }]), calm, 10)).toEqual({
      judged: true,
      unjudged_starts: 0,
      saturated: false,
      bottleneck: null,
      remedy: null,
      planned_starts: 1000,
      achieved_starts: 1000,
      lateness_p99_ms: 2,
      lateness_limit_ms: 10,
      event_loop_delay: calm.loopDelay,
      event_loop_utilization: 0.3,
      cpu_seconds: 2,
      sync_time: null,
      inter_arrival: expect.objectContaining({ count: 999 }) as unknown,
      seconds: [],
    })
  })

  test('that was late beyond the limit at p99 is saturated', () => {
    const atLimit = recorderOf([
      { count: 990, latenessMs: 1 },
      { count: 10, latenessMs: 40 },
    ])
    expect(judge(openPlan, atLimit, calm, 10).saturated).toBe(false)
    const beyond = recorderOf([
      { count: 980, latenessMs: 1 },
      { count: 20, latenessMs: 40 },
    ])
    const { saturated, remedy } = judge(openPlan, beyond, calm, 10)
    expect(saturated).toBe(true)
    expect(remedy).toBe(
      'starts were 40 ms late at p99 (at most 10 ms). Lower the rate, free the machine of other work, or raise health.latenessMs if that is accurate enough',
    )
  })

  /** Starts in time, then some that came `latenessMs` late. */
  const startsOf = (count: number, late: number, latenessMs: number, scheduledMs = 0) =>
    recorderOf([
      { count: count - late, latenessMs: 1 },
      { count: late, latenessMs, scheduledMs },
    ])

  test.each([2, 3, 10, 50, 98, 99, 100, 101, 199])(
    'of %d starts may be late with one, not with two',
    (count) => {
      const one = judge(openPlan, startsOf(count, 1, 40), calm, 10)
      expect(one).toMatchObject({ saturated: false, lateness_p99_ms: 1 })
      const two = judge(openPlan, startsOf(count, 2, 40), calm, 10)
      expect(two).toMatchObject({ saturated: true, lateness_p99_ms: 40 })
      expect(two.remedy).toMatch(/^starts were 40 ms late at p99 \(at most 10 ms\)\. /)
    },
  )

  test.each([1, 2, 3, 10, 50, 99, 100])(
    'of %d starts may come beyond the plan with one, not with two',
    (count) => {
      const one = startsOf(count, 1, 30, 9990)
      expect(judge(openPlan, one, calm, 100).saturated).toBe(false)
      if (count === 1) return
      const two = startsOf(count, 2, 30, 9990)
      expect(judge(openPlan, two, calm, 100).remedy).toContain(
        `only ${count - 2} of ${count} starts came in the planned time`,
      )
    },
  )

  test('of many starts is judged at the 99th percentile', () => {
    expect(judge(openPlan, startsOf(300, 3, 40), calm, 10).saturated).toBe(false)
    expect(judge(openPlan, startsOf(300, 4, 40), calm, 10).saturated).toBe(true)
  })

  test('of no start at all is not blamed', () => {
    expect(judge(openPlan, recorderOf([]), calm, 10)).toMatchObject({
      saturated: false,
      lateness_p99_ms: null,
      achieved_starts: 0,
    })
  })

  test('is not blamed for starts that found no free slot', () => {
    const recorder = recorderOf([
      { count: 100, latenessMs: 1 },
      { count: 900, latenessMs: 5000, free: false },
    ])
    expect(judge(openPlan, recorder, calm, 10)).toMatchObject({
      saturated: false,
      lateness_p99_ms: 1,
      achieved_starts: 1000,
    })
  })

  test('that started less than 99 % of what it could in the planned time is saturated', () => {
    const late = { count: 10, latenessMs: 30, scheduledMs: 9990 }
    expect(judge(openPlan, recorderOf([{ count: 990, latenessMs: 0 }, late]), calm, 100).saturated).toBe(
      false,
    )
    const { saturated, remedy } = judge(
      openPlan,
      recorderOf([{ count: 989, latenessMs: 0 }, late, { ...late, count: 1 }]),
      calm,
      100,
    )
    expect(saturated).toBe(true)
    expect(remedy).toMatch(/^only 989 of 1000 starts came in the planned time\. /)
  })

  test('whose event loop was blocked beyond the limit is saturated', () => {
    const recorder = recorderOf([{ count: 100, latenessMs: 0 }])
    const blocked = { ...calm, loopDelay: { p50_ms: 0, p99_ms: 10.1, max_ms: 500 } }
    expect(judge(openPlan, recorder, blocked, 10)).toMatchObject({
      saturated: true,
      remedy: expect.stringContaining(
        'the event loop was blocked for 10.1 ms at p99 (at most 10 ms)',
      ) as unknown,
    })
    expect(judge(openPlan, recorder, { ...calm, loopDelay: null }, 10).saturated).toBe(false)
  })

  test('with a busy loop is told to move the work, not to lower accuracy', () => {
    const recorder = recorderOf([{ count: 100, latenessMs: 50 }])
    const busy = recordedSecondOf({ lateness_max_ms: 50, event_loop_utilization: 0.95, cpu: 1 })
    const { remedy, bottleneck } = judge(openPlan, recorder, calm, 10, [busy])
    expect(bottleneck).toBe('cpu')
    expect(remedy).toContain('move that work to another thread or process')
  })

  test('is not blamed for what was in the warm-up', () => {
    const plan = planOf({
      executor: 'constant-arrival-rate',
      ratePerSecond: 10,
      durationMs: 2000,
      warmupMs: 1000,
    })
    const recorder = recorderOf([{ count: 30, latenessMs: 50 }], plan)
    const late = { lateness_max_ms: 50, sync_total_ms: 900, sync_max_ms: 40, cpu: 1 }
    const first = recordedSecondOf(late)
    expect(judge(plan, recorder, calm, 10, [first]).bottleneck).toBe('unknown')
    expect(
      judge(plan, recorder, calm, 10, [first, recordedSecondOf({ ...late, second: 1 })]).bottleneck,
    ).toBe('workload')
  })

  test('tells what was planned in each second', () => {
    const recorder = recorderOf([{ count: 100, latenessMs: 0 }])
    const { seconds } = judge(openPlan, recorder, calm, 10, [
      recordedSecondOf({}),
      recordedSecondOf({ second: 9 }),
      recordedSecondOf({ second: 10 }),
    ])
    expect(seconds.map(({ planned_starts }) => planned_starts)).toEqual([100, 100, 0])
    const later = { name: null, plan: openPlan, startAfterMs: 1000, latenessLimitMs: 10, options: {} }
    const rows = [recordedSecondOf({}), recordedSecondOf({ second: 1 })]
    const health = judgeHealth([{ load: later, recorder }], calm, rows)
    expect(health.seconds.map(({ planned_starts }) => planned_starts)).toEqual([0, 100])
    const closed = planOf({ executor: 'shared-iterations', iterations: 100 })
    const [only] = judge(closed, recorderOf([], closed), calm, 10, [recordedSecondOf({})]).seconds
    expect(only!.planned_starts).toBeNull()
  })

  test('gives every reason at once', () => {
    const recorder = recorderOf([{ count: 100, latenessMs: 50, scheduledMs: 10_000 }])
    const blocked = { ...calm, loopDelay: { p50_ms: 0, p99_ms: 20, max_ms: 20 } }
    expect(judge(openPlan, recorder, blocked, 10).remedy).toMatch(
      /^only 0 of 100 .*; starts were 50 ms late .*; the event loop was blocked /,
    )
  })

  test('of a closed load is reported and not judged', () => {
    const plan = planOf({ executor: 'shared-iterations', iterations: 100 })
    const recorder = recorderOf([{ count: 100, latenessMs: 0, scheduledMs: 99_999 }], plan)
    const blocked = { ...calm, loopDelay: { p50_ms: 500, p99_ms: 900, max_ms: 1000 } }
    expect(judge(plan, recorder, blocked, 10)).toMatchObject({
      judged: false,
      saturated: false,
      remedy: null,
      lateness_p99_ms: null,
      lateness_limit_ms: null,
      event_loop_delay: blocked.loopDelay,
    })
  })
})
