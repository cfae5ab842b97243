import { InputError } from '../foundation/problem.ts'
import type { FailureMetrics } from '../model/metrics.ts'

/** Distinct reasons kept; what goes beyond is counted together. */
const maxReasons = 100
const otherReasons = '(other reasons)'

/** Failures by reason: the error's own `reason` or `code`, else its name. */
export class FailureReasons {
  private readonly _byReason = new Map<string, FailureMetrics>()

  add(error: unknown): void {
    const name = reasonOf(error)
    const known = this._byReason.get(name)
    if (known) {
      known.count++
      return
    }
    const reason = this._byReason.size < maxReasons ? name : otherReasons
    const entry = this._byReason.get(reason) ?? { reason, count: 0, example: messageOf(error) }
    entry.count++
    this._byReason.set(reason, entry)
  }

  /** Adds what another one lists. */
  absorb(list: readonly FailureMetrics[]): void {
    for (const { reason: name, count, example } of list) {
      const reason = this._byReason.has(name) || this._byReason.size < maxReasons ? name : otherReasons
      const entry = this._byReason.get(reason) ?? { reason, count: 0, example }
      entry.count += count
      this._byReason.set(reason, entry)
    }
  }

  /** Most frequent first. */
  list(): FailureMetrics[] {
    return [...this._byReason.values()].sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason))
  }
}

const unprintable = '(unprintable)'

/** What is thrown may be anything, getters that throw included; a failure must be counted all the same. */
function reasonOf(error: unknown): string {
  try {
    if (typeof error !== 'object' || error === null) {
      return typeof error === 'string' ? error.slice(0, 100) : typeof error
    }
    const { reason, code, name } = error as { reason?: unknown; code?: unknown; name?: unknown }
    for (const candidate of [reason, code, name]) {
      if (typeof candidate === 'number') return String(candidate)
      if (typeof candidate === 'string' && candidate !== '') return candidate.slice(0, 100)
    }
    return 'Error'
  } catch {
    return unprintable
  }
}

/** The message of whatever was thrown, at most 300 characters, or 600 where it lists problems. */
export function messageOf(error: unknown): string {
  try {
    // All of its problems, and in one line: reports show the first only.
    if (error instanceof InputError) return error.message.replaceAll(/\n\s*/g, '; ').slice(0, 600)
    const message: unknown = (error as { message?: unknown } | null | undefined)?.message
    return String(message ?? error).slice(0, 300)
  } catch {
    return unprintable
  }
}
