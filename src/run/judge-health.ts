import type { HealthMetrics } from '../model/metrics.ts'
import type { LoadPlan } from '../model/load-plan.ts'
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

/**
 * Whether the generator kept its plan where nothing but itself could have hindered it. Only open models have a plan to
 * fall behind; a closed model is reported and not judged.
 */
export function judgeHealth(
  plan: LoadPlan,
  recorder: Recorder,
  report: ProcessReport,
  limitMs: number,
): HealthMetrics {
  const judged = plan.model === 'open'
  // Of a single start there is no other to tell a hiccup from a habit.
  const judgedLateness = recorder.startedFreely > 1 ? recorder.generatorLateness : null
  const lateness = judgedLateness?.percentileMs(judgedPercentile(recorder.startedFreely)) ?? null
  const blocked = report.loopDelay?.p99_ms ?? 0
  const reasons: string[] = []
  if (
    judged &&
    recorder.startedOnTime < Math.min(leastOnTime * recorder.startedFreely, recorder.startedFreely - 1)
  ) {
    reasons.push(
      `only ${recorder.startedOnTime} of ${recorder.startedFreely} starts came in the planned time`,
    )
  }
  if (judged && lateness !== null && lateness > limitMs) {
    reasons.push(`starts were ${round(lateness)} ms late at p99 (at most ${round(limitMs)} ms)`)
  }
  if (judged && blocked > limitMs) {
    reasons.push(`the event loop was blocked for ${round(blocked)} ms at p99 (at most ${round(limitMs)} ms)`)
  }
  return {
    judged,
    saturated: reasons.length > 0,
    remedy: reasons.length > 0 ? `${reasons.join('; ')}. ${remedyFor(report)}` : null,
    planned_starts: plan.plannedIterations === null ? null : plan.plannedIterations - recorder.droppedCount,
    achieved_starts: recorder.started,
    lateness_p99_ms: lateness,
    lateness_limit_ms: judged ? limitMs : null,
    event_loop_delay: report.loopDelay,
    event_loop_utilization: report.utilization,
    cpu_seconds: report.cpuSeconds,
  }
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
