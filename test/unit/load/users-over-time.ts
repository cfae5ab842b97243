import type { Stage } from '../../../src/load/stages.ts'
import type { RecordingSink } from '../../support/recording-sink.ts'

export interface Change {
  atMs: number
  users: number
}

/** How many iterations were under way from each moment on, as a driver told it; one entry for each moment. */
export function usersOverTime(sink: RecordingSink): Change[] {
  const deltas = new Map<number, number>()
  const add = (atMs: number, delta: number): unknown => deltas.set(atMs, (deltas.get(atMs) ?? 0) + delta)
  for (const { startedMs } of sink.begins) add(startedMs, 1)
  for (const { endMs } of sink.finishes) add(endMs, -1)
  let users = 0
  return [...deltas]
    .sort(([one], [other]) => one - other)
    .map(([atMs, delta]) => ({ atMs, users: (users += delta) }))
}

/** Smallest and largest value of the line that a ramp asks for, between two moments, both included. */
export function lineBetween(
  start: number,
  stages: readonly Stage[],
  fromMs: number,
  toMs: number,
): [number, number] {
  const values: number[] = []
  let level = start
  let beginMs = 0
  for (const { durationMs, target } of stages) {
    const endMs = beginMs + durationMs
    for (const atMs of [fromMs, toMs, beginMs, endMs]) {
      if (atMs < Math.max(beginMs, fromMs) || atMs > Math.min(endMs, toMs)) continue
      values.push(durationMs === 0 ? target : level + ((target - level) * (atMs - beginMs)) / durationMs)
    }
    level = target
    beginMs = endMs
  }
  return [Math.min(...values), Math.max(...values)]
}

/**
 * The farthest that the users under way ever were from the line, where each may finish its iteration of at most
 * `iterationMs`. Looked at just before and at each change, and at the ends of the stages: between them nothing turns.
 */
export function farthestFromLine(
  changes: readonly Change[],
  start: number,
  stages: readonly Stage[],
  iterationMs: number,
): number {
  const lengthMs = stages.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const distance = (atMs: number, users: number): number => {
    const [least, most] = lineBetween(start, stages, Math.max(0, atMs - iterationMs), atMs)
    return Math.max(least - users, users - most)
  }
  let farthest = 0
  let endMs = 0
  const ends = stages.map(({ durationMs }) => (endMs += durationMs))
  const moments = [...changes.map((change) => change.atMs), ...ends].sort((one, other) => one - other)
  let next = 0
  let users = 0
  for (const atMs of moments) {
    if (atMs >= lengthMs) break
    if (atMs > 0) farthest = Math.max(farthest, distance(atMs, users))
    while (next < changes.length && changes[next]!.atMs <= atMs) users = changes[next++]!.users
    farthest = Math.max(farthest, distance(atMs, users))
  }
  return farthest
}
