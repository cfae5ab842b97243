import type { HealthMetrics } from '../model/metrics.ts'
import { plannedIterationsOf } from '../model/scenario-plan.ts'
import type { ScenarioLoad } from '../model/scenario.ts'
import type { ProcessReport } from '../record/process-monitor.ts'
import type { Recorder } from '../record/recorder.ts'

/** Starts that found a free slot must make up this share of theirs in time. */
const leastOnTime = 0.99

/** The 99th; of fewer than 100 starts, all but the latest one: a single hiccup condemns no run. */
function judgedPercentile(starts: number): number {
  return starts < 100 ? Math.max(0, 100 * (1 - 1.5 / starts)) : 99
}

/** An event loop this busy was kept from its timers by work, not by the machine. */
const busyLoop = 0.9

/** What is known of the starts of one load. */
export interface JudgedLoad {
  load: ScenarioLoad
  recorder: Recorder
}

/**
 * Whether the generator kept its plans where nothing but itself could have hindered it. Only open models have a plan to
 * fall behind; a closed model is reported and not judged.
 */
export function judgeHealth(loads: readonly JudgedLoad[], report: ProcessReport): HealthMetrics {
  const judged = loads.filter(({ load }) => load.plan.model === 'open')
  const limits = judged.map(({ load }) => load.latenessLimitMs)
  const limitMs = limits.length > 0 ? Math.min(...limits) : null
  const latenesses = judged.flatMap(({ recorder }) => latenessOf(recorder) ?? [])
  const reasons = judged.flatMap((each) => reasonsOf(each))
  const blocked = report.loopDelay?.p99_ms ?? 0
  if (limitMs !== null && blocked > limitMs) {
    reasons.push(`the event loop was blocked for ${round(blocked)} ms at p99 (at most ${round(limitMs)} ms)`)
  }
  return {
    judged: judged.length > 0,
    saturated: reasons.length > 0,
    remedy: reasons.length > 0 ? `${reasons.join('; ')}. ${remedyFor(report)}` : null,
    planned_starts: plannedStarts(loads),
    achieved_starts: loads.reduce((sum, { recorder }) => sum + recorder.started, 0),
    lateness_p99_ms: latenesses.length > 0 ? Math.max(...latenesses) : null,
    lateness_limit_ms: limitMs,
    event_loop_delay: report.loopDelay,
    event_loop_utilization: report.utilization,
    cpu_seconds: report.cpuSeconds,
  }
}

function reasonsOf({ load, recorder }: JudgedLoad): string[] {
  const { startedFreely, startedOnTime } = recorder
  const limitMs = load.latenessLimitMs
  const lateness = latenessOf(recorder)
  const of = load.name === null ? '' : `load "${load.name}": `
  const reasons: string[] = []
  if (startedOnTime < Math.min(leastOnTime * startedFreely, startedFreely - 1)) {
    reasons.push(`${of}only ${startedOnTime} of ${startedFreely} starts came in the planned time`)
  }
  if (lateness !== null && lateness > limitMs) {
    reasons.push(`${of}starts were ${round(lateness)} ms late at p99 (at most ${round(limitMs)} ms)`)
  }
  return reasons
}

function latenessOf({ startedFreely, generatorLateness }: Recorder): number | null {
  // Of a single start there is no other to tell a hiccup from a habit.
  if (startedFreely <= 1) return null
  return generatorLateness?.percentileMs(judgedPercentile(startedFreely)) ?? null
}

function plannedStarts(loads: readonly JudgedLoad[]): number | null {
  const planned = plannedIterationsOf({ loads: loads.map(({ load }) => load) })
  return planned === null ? null : loads.reduce((left, { recorder }) => left - recorder.droppedCount, planned)
}

function remedyFor({ utilization }: ProcessReport): string {
  if (utilization > busyLoop) {
    return 'The workload or the target works synchronously on the event loop: move that work to another thread or process, or lower the rate'
  }
  return 'Lower the rate, free the machine of other work, or raise health.latenessMs if that is accurate enough'
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
