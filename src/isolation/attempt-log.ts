import type { AttemptMetrics } from '../model/isolation-metrics.ts'
import type { AttemptDetail } from './guard.ts'
import { findCaller } from './find-caller.ts'
import { originOf } from './origins.ts'

/** More different ones than this are counted with the last. */
const mostAttempts = 1_000
/** The same for what is blocked at one place: a library that tries again tries other addresses, and files of other names. */
const mostOfPlace = 20

/**
 * What tried to leave the process: in the run that is under way, and outside of any, which every run of the file has to
 * answer for, since nobody knows which of them it was for.
 */
export class AttemptLog {
  #outside = new Map<string, AttemptMetrics>()
  #inside: Map<string, AttemptMetrics> | null = null
  /** How many of those outside no run has answered for yet. */
  #unanswered = 0

  /** Counts one attempt; null: it was this package or Vitest itself, and does not count. */
  add(
    surface: string,
    what: string,
    whereTo: string,
    blocked: boolean,
    detail: AttemptDetail | null,
  ): AttemptMetrics | null {
    const attempts = this.#inside ?? this.#outside
    // What is allowed may be many: it is the same wherever it is done, since finding the place takes longer than all else.
    const anywhere = [surface, what, whereTo].join('\0')
    const known = blocked ? undefined : attempts.get(anywhere)
    if (known) {
      known.count++
      return known
    }
    const { chain, callSite: site } = detail ?? {}
    const caller = site ? { callSite: site, frame: `at ${site}`, isOwn: false } : findCaller()
    // What loads a module is always Vitest, or Node for it.
    if (caller.isOwn && !chain) return null
    if (blocked && this.#inside === null) this.#unanswered++
    const { callSite, frame } = caller.frame === null ? (originOf(whereTo) ?? caller) : caller
    const attempt: AttemptMetrics = {
      surface,
      what,
      where_to: whereTo,
      blocked,
      count: 1,
      call_site: callSite,
      frame,
      chain: chain ? [...chain] : null,
    }
    count(attempts, blocked ? [anywhere, callSite, 'blocked'].join('\0') : anywhere, attempt)
    return attempt
  }

  /** A file begins: what another one did is not its own. */
  beginFile(): void {
    this.#outside = new Map()
    this.#inside = null
    this.#unanswered = 0
  }

  /** What was blocked outside of runs, if some of it came after the last of them. */
  unanswered(): AttemptMetrics[] {
    return this.#unanswered === 0 ? [] : [...this.#outside.values()].filter(({ blocked }) => blocked)
  }

  beginRun(): void {
    this.#inside = new Map()
  }

  /** What the run that is under way will have to answer for, as far as it was blocked. */
  blockedSoFar(): AttemptMetrics[] {
    return [...this.#outside.values(), ...(this.#inside?.values() ?? [])].filter(({ blocked }) => blocked)
  }

  /** What the run has to answer for. */
  endRun(): AttemptMetrics[] {
    const attempts = [...this.#outside.values(), ...(this.#inside?.values() ?? [])]
    this.#inside = null
    this.#unanswered = 0
    return attempts.map((attempt) => ({ ...attempt }))
  }
}

function count(attempts: Map<string, AttemptMetrics>, key: string, attempt: AttemptMetrics): void {
  const same = attempts.get(key)
  if (same) return void same.count++
  const last = lastOf(attempts, attempt)
  if (last) last.count++
  else attempts.set(key, attempt)
}

/** The one that counts for it as well, where there are too many; else null. */
function lastOf(attempts: Map<string, AttemptMetrics>, attempt: AttemptMetrics): AttemptMetrics | null {
  const { blocked, what, call_site, chain } = attempt
  const isFull = attempts.size >= mostAttempts
  if (!isFull && (!blocked || chain !== null)) return null
  const alike = [...attempts.values()].filter((each) => each.blocked === blocked)
  const here = alike.filter((each) => blocked && each.what === what && each.call_site === call_site)
  if (here.length >= mostOfPlace) return here.at(-1)!
  return isFull ? (alike.at(-1) ?? null) : null
}
