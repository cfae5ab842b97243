import { plannedStartsBefore } from '../load/planned-starts.ts'
import type { GeneratorSecond } from '../model/health-metrics.ts'
import type { HealthMetrics } from '../model/metrics.ts'
import { plannedIterationsOf, steadyFromMs } from '../model/scenario-plan.ts'
import type { ScenarioLoad } from '../model/scenario.ts'
import type { RecordedSecond } from '../record/generator-seconds.ts'
import { InterArrivals } from '../record/inter-arrival.ts'
import { LatencySeries } from '../record/latency-series.ts'
import type { ProcessReport } from '../record/process-monitor.ts'
import type { Recorder } from '../record/recorder.ts'
import { UnjudgedTime } from '../record/unjudged-time.ts'
import { findBottleneck, type Finding } from './find-bottleneck.ts'

/** Starts that found a free slot must make up this share of theirs in time. */
const leastOnTime = 0.99

/** The 99th; of fewer than 100 starts, all but the latest one: a single hiccup condemns no run. */
function judgedPercentile(starts: number): number {
  return starts < 100 ? Math.max(0, 100 * (1 - 1.5 / starts)) : 99
}

/** What is known of the starts of one load. */
export interface JudgedLoad {
  load: ScenarioLoad
  recorder: Recorder
  /** Ended before its plan did: what was not due yet is unknown. */
  cutOff?: boolean
}

/**
 * Whether the generator kept its plans where nothing but itself could have hindered it. Only open models have a plan to
 * fall behind; a closed model is reported and not judged.
 */
export function judgeHealth(
  loads: readonly JudgedLoad[],
  report: ProcessReport,
  recorded: readonly RecordedSecond[],
  unjudged = new UnjudgedTime(),
): HealthMetrics {
  const judged = loads.filter(({ load }) => load.plan.model === 'open')
  const limits = judged.map(({ load }) => load.latenessLimitMs)
  const limitMs = limits.length > 0 ? Math.min(...limits) : null
  const latenesses = judged.flatMap(({ recorder }) => latenessOf(recorder) ?? [])
  const reasons = judged.flatMap((each) => reasonsOf(each))
  const blocked = report.loopDelay?.p99_ms ?? 0
  if (limitMs !== null && blocked > limitMs) {
    reasons.push(`the event loop was blocked for ${round(blocked)} ms at p99 (at most ${round(limitMs)} ms)`)
  }
  const seconds = recorded.map((second) => toSecond(second, judged))
  const disturbed = ({ second }: GeneratorSecond): boolean =>
    unjudged.covers(second * 1000, (second + 1) * 1000)
  const own = seconds.filter((second) => !disturbed(second))
  const finding = reasons.length > 0 && limitMs !== null ? findingOf(judged, own, limitMs, report) : null
  return {
    judged: judged.length > 0 && !judged.some(isHidden),
    unjudged_starts: judged.reduce((sum, { recorder }) => sum + recorder.startedDisturbed, 0),
    saturated: finding !== null,
    bottleneck: finding?.bottleneck ?? null,
    remedy: finding && `${reasons.join('; ')}. ${finding.remedy}`,
    planned_starts: plannedStarts(loads),
    achieved_starts: loads.reduce((sum, { recorder }) => sum + recorder.started, 0),
    lateness_p99_ms: latenesses.length > 0 ? Math.max(...latenesses) : null,
    lateness_limit_ms: limitMs,
    event_loop_delay: report.loopDelay,
    event_loop_utilization: report.utilization,
    cpu_seconds: report.cpuSeconds,
    sync_time: syncTimeOf(judged),
    inter_arrival: InterArrivals.summary(judged.flatMap(({ recorder }) => recorder.interArrivals ?? [])),
    seconds,
  }
}

/** Of fewer, nothing can be said of the rest. */
const leastJudgedShare = 0.1

/** Something held the generator on purpose most of the time, so that nobody knows whether it could keep its plan. */
function isHidden({ recorder: { startedFreely, startedDisturbed } }: JudgedLoad): boolean {
  return startedDisturbed > 0 && startedFreely < leastJudgedShare * (startedFreely + startedDisturbed)
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
  if (loads.some(({ cutOff }) => cutOff)) return null
  const planned = plannedIterationsOf({ loads: loads.map(({ load }) => load) })
  return planned === null ? null : loads.reduce((left, { recorder }) => left - recorder.droppedCount, planned)
}

/** A load begins so long after the scenario; before that it plans nothing. null without an open load. */
function toSecond({ gc, ...second }: RecordedSecond, judged: readonly JudgedLoad[]): GeneratorSecond {
  const fromMs = second.second * 1000
  const planned = judged.reduce((all, { load: { plan, startAfterMs } }) => {
    if (plan.model === 'closed') return all
    const before = (ms: number): number => plannedStartsBefore(plan.arrivals, ms - startAfterMs)
    return all + before(fromMs + 1000) - before(fromMs)
  }, 0)
  return {
    ...second,
    gc_total_ms: round(gc.totalMs),
    gc_max_ms: round(gc.maxMs),
    planned_starts: judged.length > 0 ? planned : null,
  }
}

function findingOf(
  judged: readonly JudgedLoad[],
  seconds: readonly GeneratorSecond[],
  limitMs: number,
  { cores }: ProcessReport,
): Finding {
  const steadyMs = steadyFromMs({ loads: judged.map(({ load }) => load) })
  return findBottleneck({
    seconds: seconds.filter(({ second }) => (second + 1) * 1000 > steadyMs),
    limitMs,
    cores,
    loads: judged.map(({ load, recorder: { syncTime } }) => ({ ratePerSecond: highestRate(load), syncTime })),
  })
}

function highestRate({ plan }: ScenarioLoad): number {
  if (plan.model === 'closed') return 0
  const { arrivals } = plan
  if (arrivals.kind === 'times')
    return Math.round((arrivals.timesMs.length * 1000) / Math.max(1, plan.plannedMs))
  const rates = arrivals.segments.flatMap(({ fromPerSecond, toPerSecond }) => [fromPerSecond, toPerSecond])
  return Math.max(...rates)
}

function syncTimeOf(judged: readonly JudgedLoad[]): HealthMetrics['sync_time'] {
  const all = new LatencySeries()
  for (const { recorder } of judged) if (recorder.syncTime !== null) all.add(recorder.syncTime)
  const stats = all.stats()
  return stats && { p50_ms: stats.p50_ms, p99_ms: stats.p99_ms, max_ms: stats.max_ms }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
