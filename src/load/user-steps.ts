import type { UserSegment } from '../model/load-plan.ts'

/** From `atMs` on there are this many virtual users. */
export interface UserStep {
  atMs: number
  users: number
}

/**
 * The changes of a number of users that goes along a line, in order of time: always the whole number nearest to it, so
 * never more than a half away. Where one segment does not begin as the last one ended, the number jumps.
 */
export function* userSteps(segments: readonly UserSegment[]): Generator<UserStep> {
  let users = 0
  let beginMs = 0
  for (const { durationMs, fromUsers, toUsers } of segments) {
    if (durationMs <= 0) continue
    if (fromUsers !== users) yield { atMs: beginMs, users: fromUsers }
    const steps = Math.abs(toUsers - fromUsers)
    const direction = Math.sign(toUsers - fromUsers)
    for (let step = 1; step <= steps; step++) {
      // Half-way between two whole numbers the nearest one changes.
      yield { atMs: beginMs + ((step - 0.5) / steps) * durationMs, users: fromUsers + direction * step }
    }
    users = toUsers
    beginMs += durationMs
  }
}
