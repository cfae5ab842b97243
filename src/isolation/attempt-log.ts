import type { AttemptMetrics } from '../model/isolation-metrics.ts'
import { findCaller } from './find-caller.ts'

/** More different ones than this are counted with the last. */
const mostAttempts = 1_000

/**
 * What tried to leave the process: in the run that is under way, and outside of any, which every run of the file has to
 * answer for, since nobody knows which of them it was for.
 */
export class AttemptLog {
  #outside = new Map<string, AttemptMetrics>()
  #inside: Map<string, AttemptMetrics> | null = null

  /** Counts one attempt. */
  add(
    surface: string,
    what: string,
    whereTo: string,
    blocked: boolean,
    chain: readonly string[] | null,
  ): AttemptMetrics {
    const attempts = this.#inside ?? this.#outside
    // What is allowed may be many: it is the same wherever it is done, since finding the place takes longer than all else.
    const anywhere = [surface, what, whereTo].join('\0')
    const known = blocked ? undefined : attempts.get(anywhere)
    if (known) {
      known.count++
      return known
    }
    const { callSite, frame } = findCaller()
    const attempt: AttemptMetrics = {
      surface,
      what,
      where_to: whereTo,
      blocked,
      count: 1,
      call_site: callSite,
      frame,
      chain: chain && [...chain],
    }
    count(attempts, blocked ? [anywhere, callSite, 'blocked'].join('\0') : anywhere, attempt)
    return attempt
  }

  /** A file begins: what another one did is not its own. */
  beginFile(): void {
    this.#outside = new Map()
    this.#inside = null
  }

  beginRun(): void {
    this.#inside = new Map()
  }

  /** What the run has to answer for. */
  endRun(): AttemptMetrics[] {
    const attempts = [...this.#outside.values(), ...(this.#inside?.values() ?? [])]
    this.#inside = null
    return attempts.map((attempt) => ({ ...attempt }))
  }
}

function count(attempts: Map<string, AttemptMetrics>, key: string, attempt: AttemptMetrics): void {
  const same = attempts.get(key)
  const last = [...attempts.values()].findLast(({ blocked }) => blocked === attempt.blocked)
  if (same) same.count++
  else if (attempts.size < mostAttempts || last === undefined) attempts.set(key, attempt)
  else last.count++
}
