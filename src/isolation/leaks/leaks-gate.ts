import { sleep, type Clock } from '../../foundation/clock.ts'
import type { LeakMetrics } from '../../model/isolation-metrics.ts'
import type { LeakSettings } from '../../model/leak-settings.ts'
import { detectors } from './detectors.ts'
import { HeapRounds } from './heap-rounds.ts'
import { isAllowed } from './is-allowed.ts'
import { untold, type FoundLeak, type LeakDetector, type LeakWatch } from './leak-detector.ts'
import { sumLeaks } from './sum-leaks.ts'

/** How long what is being closed may take to be gone. */
const patienceMs = 250
const lookAgainMs = 10

interface NamedWatch extends LeakWatch {
  kind: string
}

/** Watches a run, from before its target is built until after it was closed, and tells what is left of it. */
export class LeaksGate {
  /** null: not asked for. */
  readonly heap: HeapRounds | null
  readonly #settings: LeakSettings
  readonly #watches: NamedWatch[] = []
  #messagesLeft = (): number => 0
  #messageNames = (): readonly string[] => []
  #inherited: { count: number; from: string } | null = null
  static #isOpen = false
  /** What runs of this process have observed, with the last of them. */
  static readonly #users = new WeakMap<object, string>()

  /** null while another run of this process is watched: whose leak it were could not be told. */
  static begin(settings: LeakSettings, used?: readonly LeakDetector[]): LeaksGate | null {
    if (LeaksGate.#isOpen) return null
    LeaksGate.#isOpen = true
    return new LeaksGate(settings, used)
  }

  private constructor(settings: LeakSettings, used: readonly LeakDetector[] = detectors) {
    this.#settings = settings
    this.heap = settings.heap && new HeapRounds(settings.heap)
    const scope = {
      emitters: settings.emitters,
      messagesLeft: () => this.#messagesLeft(),
      messageNames: () => this.#messageNames(),
      inherited: () => this.#inherited,
      heapGrowth: () => this.heap?.metrics ?? null,
    }
    for (const { kind, begin } of used) this.#watches.push({ kind, ...begin(scope) })
  }

  /**
   * What holds messages; `name`: of the run. Those that it held before are not this run's. `names`: of some that were sent
   * and not delivered.
   */
  watchMessages(
    holder: unknown,
    depth: () => number | null,
    name: string,
    names: () => readonly string[] = () => [],
  ): void {
    const before = depth() ?? 0
    this.#messageNames = names
    this.#messagesLeft = () => Math.max(0, (depth() ?? 0) - before)
    if (typeof holder !== 'object' || holder === null) return
    const earlier = LeaksGate.#users.get(holder)
    LeaksGate.#users.set(holder, name)
    // What a target is filled with when it is made is meant.
    if (earlier !== undefined && before > 0) this.#inherited = { count: before, from: earlier }
  }

  /** What is left, allowed or not; the detectors are off after that. Waits a moment for what is about to end. */
  async finish(clock: Clock): Promise<LeakMetrics[]> {
    try {
      for (const watch of this.#watches) watch.settle?.()
      await clock.yield()
      let found = this.#look()
      for (let waitedMs = 0; waitedMs < patienceMs && found.some(isWaitedFor); waitedMs += lookAgainMs) {
        await sleep(clock, lookAgainMs)
        found = this.#look()
      }
      return told(found).filter((leak) => !this.#settings.allow.some((rule) => isAllowed(leak, rule)))
    } finally {
      // The last that changed something is the first to undo it.
      for (const watch of this.#watches.toReversed()) watch.end()
      LeaksGate.#isOpen = false
    }
  }

  #look(): NamedLeak[] {
    return this.#watches.flatMap((watch) => watch.look().map((leak) => ({ ...leak, kind: watch.kind })))
  }
}

type NamedLeak = FoundLeak & { kind: string }

function isWaitedFor({ mayEnd, site }: FoundLeak): boolean {
  return mayEnd && (site === untold || site?.isOurs !== true)
}

/** Those that are somebody's, the equal ones as one. */
function told(found: readonly NamedLeak[]): LeakMetrics[] {
  const leaks = found.flatMap(({ kind, what, site, count = 1 }): LeakMetrics[] =>
    site?.isOurs ? [] : [{ kind, what, created_at: site?.place ?? null, count }],
  )
  return sumLeaks(leaks)
}
