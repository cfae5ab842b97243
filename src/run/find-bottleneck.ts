import type { Bottleneck, GeneratorSecond } from '../model/health-metrics.ts'
import type { LatencySeries } from '../record/latency-series.ts'

/** What a judged load asked of the event loop. */
export interface LoadPressure {
  /** The highest that it plans. */
  ratePerSecond: number
  /** How long its starts held the event loop. */
  syncTime: LatencySeries | null
}

export interface Strain {
  /** Seconds that were judged. */
  seconds: readonly GeneratorSecond[]
  /** A start later than this was too late. */
  limitMs: number
  loads: readonly LoadPressure[]
  cores: number
}

export interface Finding {
  bottleneck: Bottleneck
  /** What it was and what to do about it, as sentences. */
  remedy: string
}

/** Synchronous work, or garbage collection, that takes this share of the time explains why starts came late. */
const muchOfTheTime = 0.5
const muchGarbage = 0.3
const busyLoop = 0.9
/** A loop that was busy for so much longer than it had a core was not let. */
const keptWaiting = 0.1
const halfBusy = 0.5

/** Why a saturated generator could not keep its plan, from the seconds in which it was late. Pure. */
export function findBottleneck(strain: Strain): Finding {
  const late = strain.seconds.filter((second) => worstMs(second) > strain.limitMs)
  if (late.length === 0) return { bottleneck: 'unknown', remedy: inDoubt }
  return (
    blockedHabitually(strain, late) ??
    blockedOnce(strain, late) ??
    collecting(strain, late) ??
    starved(late) ??
    busy(strain, late) ??
    unexplained(late)
  )
}

const inDoubt =
  'Lower the rate, free the machine of other work, or raise health.latenessMs if that is accurate enough'
const makeAsynchronous =
  'make it asynchronous, move that work to another thread or process, or lower the rate'

function blockedHabitually({ loads }: Strain, late: readonly GeneratorSecond[]): Finding | null {
  const syncMs = sum(late, (second) => (second.sync_total_ms ?? 0) - second.gc_total_ms)
  if (syncMs < muchOfTheTime * busyMsOf(late)) return null
  const demands = loads.map(demandOf).sort((a, b) => b.msPerSecond - a.msPerSecond)
  const [most] = demands
  if (most === undefined || most.msPerSecond < muchOfTheTime * 1000) return null
  const { each, ratePerSecond, msPerSecond } = most
  const asks = `${english(ratePerSecond)}/s asks for ${short(msPerSecond / 1000)} s of it per second`
  return {
    bottleneck: 'workload',
    remedy: `The workload blocks the event loop for ${each} (${asks}): ${makeAsynchronous}`,
  }
}

/** The median says most, and a busy machine does not change it; where it does not explain much, the mean is told. */
function demandOf({ ratePerSecond, syncTime }: LoadPressure) {
  const [median, mean] = [syncTime?.percentileMs(50) ?? 0, syncTime?.avgMs ?? 0]
  const isTypical = median >= mean / 2 || median * ratePerSecond >= muchOfTheTime * 1000
  const ms = isTypical ? median : mean
  const p99 = short(syncTime?.percentileMs(99) ?? 0)
  const each = isTypical
    ? `${short(ms)} ms per iteration`
    : `${short(ms)} ms per iteration on average, ${p99} ms at p99`
  return { each, ratePerSecond, msPerSecond: ms * ratePerSecond }
}

function blockedOnce({ limitMs }: Strain, late: readonly GeneratorSecond[]): Finding | null {
  const worst = largest(late, (second) => second.sync_max_ms ?? 0)
  const ms = worst.sync_max_ms ?? 0
  // A collection of garbage, or other processes, may have come in between: then it is those.
  const workedMs = ms - Math.max(worst.gc_max_ms, ms - cpuMs(worst))
  if (ms < limitMs || ms < worstMs(worst) / 2 || workedMs < ms / 2) return null
  const remedy = `An iteration held the event loop for ${short(ms)} ms in second ${worst.second}: ${makeAsynchronous}`
  return { bottleneck: 'workload', remedy }
}

function collecting({ limitMs }: Strain, late: readonly GeneratorSecond[]): Finding | null {
  const worst = largest(late, (second) => second.gc_total_ms)
  const { gc_total_ms, gc_max_ms, length_ms } = worst
  if (gc_max_ms < limitMs && gc_total_ms < muchGarbage * length_ms) return null
  const paused = `Garbage collection paused it for ${short(gc_total_ms)} ms in second ${worst.second}`
  const longest = `the longest pause took ${short(gc_max_ms)} ms`
  return {
    bottleneck: 'garbage-collection',
    remedy: `${paused}; ${longest}: keep and make fewer objects in workload and target, or lower the rate`,
  }
}

/** Late although it did not compute meanwhile: it was not let. */
function starved(late: readonly GeneratorSecond[]): Finding | null {
  const those = late.filter((second) => {
    const stalledMs = Math.min(worstMs(second), second.length_ms)
    const waitedMs = second.event_loop_utilization * second.length_ms - cpuMs(second)
    return cpuMs(second) < stalledMs / 2 || waitedMs > second.length_ms / 4
  })
  if (those.length * 2 < late.length) return null
  const worst = largest(those, worstMs)
  const ms = worstMs(worst)
  const held = worst.sync_max_ms ?? 0
  const had = `it had ${short(worst.cpu)} of a core in second ${worst.second}, and came up to ${short(ms)} ms late`
  // A call that sleeps looks the same: from within, nobody can tell it from being kept off the CPU.
  const or =
    held < ms / 2 ? '' : `, or an iteration waited ${short(held)} ms without giving the event loop back`
  return {
    bottleneck: 'other-processes',
    remedy: `Other processes took the CPU (${had})${or}: free the machine of other work, or raise health.latenessMs if that is accurate enough`,
  }
}

function busy({ loads, cores }: Strain, late: readonly GeneratorSecond[]): Finding | null {
  const busyMs = busyMsOf(late)
  if (busyMs < busyLoop * wallOf(late)) return null
  const each =
    busyMs /
    Math.max(
      1,
      sum(late, ({ achieved_starts }) => achieved_starts),
    )
  const rate = loads.reduce((all, { ratePerSecond }) => all + ratePerSecond, 0)
  const asks = `${english(rate)}/s asks for ${short((each * rate) / 1000)} s of it per second`
  const spread =
    cores > 1
      ? 'spread the load with `workers: 2` (the workload must then stand in a module of its own)'
      : 'take a machine with more than one core'
  return {
    bottleneck: 'cpu',
    remedy: `Workload, target and generator keep the event loop busy for ${short(each)} ms per iteration in all (${asks}): move that work to another thread or process, ${spread}, or lower the rate`,
  }
}

/** The two figures that tell a machine that is busy with others from a process that is busy itself. */
function unexplained(late: readonly GeneratorSecond[]): Finding {
  const wallMs = wallOf(late)
  const cores = sum(late, cpuMs) / wallMs
  const loop = busyMsOf(late) / wallMs
  const when =
    late.length === 1 ? `In second ${late[0]!.second}` : `In the ${late.length} seconds that were late`
  const had = `${when} the process had ${short(cores)} of a core, and its event loop was busy for ${short(loop * 100)} % of the time`
  return { bottleneck: 'unknown', remedy: `${had}: ${likely(cores, loop)}. ${inDoubt}` }
}

function likely(cores: number, loop: number): string {
  if (loop > cores + keptWaiting)
    return 'it was kept waiting for a core, so look at what else runs on the machine'
  if (loop >= halfBusy) return 'look at workload and target first, which share the loop with the generator'
  if (cores > loop + halfBusy) return 'other threads of this process computed, so look at what they do'
  return 'it had little to do itself, so look at what else runs on the machine'
}

function worstMs({ lateness_max_ms, event_loop_delay_max_ms }: GeneratorSecond): number {
  return Math.max(lateness_max_ms ?? 0, event_loop_delay_max_ms ?? 0)
}

const cpuMs = (second: GeneratorSecond): number => second.cpu * second.length_ms
const busyMsOf = (seconds: readonly GeneratorSecond[]): number =>
  sum(seconds, ({ event_loop_utilization, length_ms }) => event_loop_utilization * length_ms)
const wallOf = (seconds: readonly GeneratorSecond[]): number => sum(seconds, ({ length_ms }) => length_ms)

function sum(seconds: readonly GeneratorSecond[], of: (second: GeneratorSecond) => number): number {
  return seconds.reduce((all, second) => all + of(second), 0)
}

/** Of at least one. */
function largest(
  seconds: readonly GeneratorSecond[],
  of: (second: GeneratorSecond) => number,
): GeneratorSecond {
  return seconds.reduce((most, second) => (of(second) > of(most) ? second : most))
}

/** Two digits that count: 0.034, 1.5, 120. */
function short(value: number): string {
  return english(value >= 100 ? Math.round(value) : Number(value.toPrecision(2)))
}

function english(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 })
}
