import { expect, test } from 'vitest'
import type { RecordedSecond } from '../../../src/record/generator-seconds.ts'
import { ProcessMonitor } from '../../../src/record/process-monitor.ts'
import { Recorder } from '../../../src/record/recorder.ts'
import { RunRecords } from '../../../src/record/run-records.ts'
import { judgeHealth } from '../../../src/run/judge-health.ts'
import { leaveUnjudged } from '../../../src/run/leave-unjudged.ts'
import { stallEventLoop } from '../../../src/chaos/runtime/stall-event-loop.ts'
import { realClock } from '../../../src/foundation/clock.ts'
import { planOf } from '../../support/drive.ts'
import { recordedSecondOf } from '../../support/generator-second.ts'

const plan = planOf({ executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 10_000 })
const load = { name: null, plan, startAfterMs: 500, latenessLimitMs: 10, options: {} }

/** 100 starts a second for 10 s, those that were due from `fromMs` for so long late by up to that. */
function judge(records: RunRecords, fromMs: number, lastsMs: number, isLate = true) {
  const recorder = new Recorder(plan, 10_010, records, load.startAfterMs)
  for (let index = 0; index < 1_000; index++) {
    const scheduledMs = index * 10
    const isMissed = isLate && scheduledMs >= fromMs && scheduledMs < fromMs + lastsMs
    const startedMs = isMissed ? fromMs + lastsMs : scheduledMs
    recorder.begun(
      { index, agent: null, scheduledMs, startedMs, phase: 'steady', message: undefined, tags: null },
      true,
    )
  }
  const seconds: RecordedSecond[] = Array.from({ length: 11 }, (_, second) =>
    recordedSecondOf(
      second === 1
        ? { second, lateness_max_ms: 900, sync_max_ms: 900, sync_total_ms: 900, cpu: 1 }
        : { second, lateness_max_ms: second === 4 ? 300 : 1 },
    ),
  )
  const calm = { loopDelay: { p50_ms: 0, p99_ms: 1, max_ms: 5 }, utilization: 0.3, cpuSeconds: 2, cores: 2 }
  return { recorder, health: judgeHealth([{ load, recorder }], calm, seconds, records.unjudged) }
}

const stalledAt = (records: RunRecords, fromMs: number, lastsMs: number): void => {
  let nowMs = load.startAfterMs + fromMs
  const end = leaveUnjudged(records, null, () => nowMs)
  nowMs += lastsMs
  end()
}

test('a stall of nobody saturates the generator', () => {
  const { health } = judge(new RunRecords(), 4_000, 300)
  expect(health).toMatchObject({ saturated: true, achieved_starts: 1_000 })
})

test('a stall that was asked for does not; what came before, after its aftermath, and in each second is told', () => {
  const records = new RunRecords()
  stalledAt(records, 4_000, 300)
  const { recorder, health } = judge(records, 4_000, 300)
  expect(health).toMatchObject({ judged: true, saturated: false, remedy: null, achieved_starts: 1_000 })
  expect(health.lateness_p99_ms).toBe(0)
  expect(health.seconds.map(({ lateness_max_ms }) => lateness_max_ms)[4]).toBe(300)
  // From 4.0 s to 5.3 s, both included.
  expect(recorder.startedFreely).toBe(1_000 - 131)
})

test('of a generator that was stalled on purpose almost all the time nothing is known, good or bad', () => {
  const records = new RunRecords()
  stalledAt(records, 500, 7_500)
  const { health } = judge(records, 4_000, 300)
  // To 9.0 s, with the aftermath.
  expect(health).toMatchObject({ judged: true, unjudged_starts: 851 })
  stalledAt(records, 9_100, 300)
  expect(judge(records, 4_000, 300).health).toMatchObject({ judged: false, unjudged_starts: 941 })
})

test('a generator that is late by itself beside it is saturated all the same', () => {
  const records = new RunRecords()
  expect(judge(records, 4_000, 300).health.remedy).toContain('in second 1:')
  stalledAt(records, 1_000, 300)
  const { health } = judge(records, 4_000, 300)
  expect(health.saturated).toBe(true)
  // What happened on purpose does not explain it.
  expect(health.remedy).not.toContain('in second 1:')
})

test('where all of the load is left out, nothing is held against it', () => {
  const records = new RunRecords()
  leaveUnjudged(records, null, () => 0)
  expect(judge(records, 4_000, 3_000).health).toMatchObject({ saturated: false, lateness_p99_ms: null })
})

/** The loop turns often enough for Node to look how late it is. */
async function turn(): Promise<void> {
  stallEventLoop(25, 'sleep')
  for (let count = 0; count < 3; count++) await realClock.yield()
}

test('delays of the event loop meanwhile are not those of the run', async () => {
  const monitor = new ProcessMonitor()
  const end = leaveUnjudged(new RunRecords(), monitor, () => 0)
  await turn()
  // Too early.
  end()
  monitor.sampleMemory()
  await turn()
  expect(monitor.stop().loopDelay).toBeNull()
})

test.each([
  ['once none is open any more, they are again', 2, true],
  ['while another is open, they are not', 1, false],
])('%s', async (_, ended, isSeen) => {
  const monitor = new ProcessMonitor()
  const ends = [1, 2].map(() => leaveUnjudged(new RunRecords(), monitor, () => 0))
  for (const end of ends.slice(0, ended)) end()
  monitor.sampleMemory(Infinity)
  await turn()
  await turn()
  expect(monitor.stop().loopDelay !== null).toBe(isSeen)
})
