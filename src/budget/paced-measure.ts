import type { Recording } from '../record/recording.ts'
import { measureGroup, type GroupMeasure } from './measure-group.ts'

/**
 * The whole of a run, over a time that says how fast the target worked, and not how long it takes to answer: a target that
 * answers each after 800 ms keeps any pace, though it ends 800 ms after the load. One that falls behind ends later than
 * that.
 */
export function pacedMeasure(recording: Recording): GroupMeasure {
  const measure = measureGroup(recording, {})
  const plannedMs = Math.max(...recording.steady.map(({ toMs }) => toMs)) - recording.steadyFromMs
  return { ...measure, activeMs: Math.max(plannedMs, measure.activeMs - (measure.response.minMs ?? 0)) }
}
