import { defer } from '../foundation/deferred.ts'
import { realClock, type Clock } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import type { IsolationMetrics } from '../model/isolation-metrics.ts'
import type { Progress } from '../model/wire.ts'
import type { WorkerEvents } from '../workers/worker-pool.ts'
import type { PackedSecond } from '../record/merged-timeline.ts'
import { describeError } from './describe-error.ts'
import type { Left } from './left-behind.ts'
import type { FromWorker, ToWorker, WorkerOrder, WorkerReport } from './worker-wire.ts'

/** How workers are started and spoken with. */
export interface WorkerHost {
  start(order: WorkerOrder): void
  post(index: number, message: ToWorker): void
  /** Ends all of them, whatever they are doing. */
  destroy(): Promise<void>
}

export interface CrewMember {
  ready: boolean
  /** It has reported, failed, or died. */
  over: boolean
  /**
   * For how long nothing was heard of it, in looks: while this thread stands still all may, and what they said meanwhile is
   * still to be read.
   */
  silentMs: number
  progress: Progress | null
  report: WorkerReport | null
}

export interface CrewSettings {
  count: number
  clock: Clock
  /** A worker that says nothing for so long blocks. */
  silenceLimitMs: number
  /** How long workers that are to stop have for it. */
  stopLimitMs: number
  onProgress: (members: readonly CrewMember[]) => void
  onSecond: (second: PackedSecond) => void
}

/** So much after all are ready they begin, so that the word has reached all of them. */
const leadMs = 20
const lookMs = 1_000
/** One that says nothing for so long after it is told to stop would never hear it. */
const stoppingSilenceMs = 3_000

/** The workers of one run: they begin together, and where one fails or dies, the others are stopped. */
export class Crew {
  readonly members: readonly CrewMember[]
  /** What its workers tried beyond their threads or processes; of those that are guarded. */
  readonly isolations: IsolationMetrics[] = []
  /** What its workers left behind, of those that told. */
  readonly left: Left[] = []
  /** What went wrong, as lines for a person. */
  readonly problems: string[] = []
  readonly #settings: CrewSettings
  readonly #over = defer()
  #host: WorkerHost | null = null
  #stopping = false
  #cancelLook = (): void => {}
  #cancelStop = (): void => {}

  constructor(settings: CrewSettings) {
    this.#settings = settings
    this.members = Array.from({ length: settings.count }, () => ({
      ready: false,
      over: false,
      silentMs: 0,
      progress: null,
      report: null,
    }))
  }

  /** Runs until all are over, however they end. Never rejects. */
  async run(
    makeHost: (events: WorkerEvents) => WorkerHost,
    orders: readonly WorkerOrder[],
    signal: AbortSignal | null,
  ): Promise<void> {
    const host = makeHost({
      onMessage: (index, message) => this.#hear(index, message as FromWorker | undefined),
      onEnd: (index, error) => this.#lose(index, endOf(error)),
    })
    this.#host = host
    const onAbort = (): void => this.stop(describeError(signal!.reason))
    signal?.addEventListener('abort', onAbort, { once: true })
    for (const order of orders) host.start(order)
    if (signal?.aborted) onAbort()
    this.#look()
    await this.#over.promise
    signal?.removeEventListener('abort', onAbort)
    this.#cancelLook()
    this.#cancelStop()
    await host.destroy()
  }

  stop(reason: string): void {
    if (this.#stopping) return
    this.#stopping = true
    for (const member of this.members) member.silentMs = 0
    for (const index of this.members.keys()) this.#host?.post(index, { type: 'stop', reason })
    const { clock, stopLimitMs } = this.#settings
    this.#cancelStop = setLimit(clock, stopLimitMs, () => {
      for (const [index, { over }] of this.members.entries())
        if (!over) this.#lose(index, `it was told to stop, and had not within ${stopLimitMs / 1000} s`)
    })
  }

  #hear(index: number, message: FromWorker | undefined): void {
    const member = this.members[index]!
    if (message === undefined || member.over) return
    member.silentMs = 0
    switch (message.type) {
      case 'alive':
        return
      case 'ready':
        return this.#ready(member)
      case 'progress':
        member.progress = message.progress
        // One speaks for all: what they tell in one turn is told once.
        if (member === this.members.find(({ over }) => !over)) this.#settings.onProgress(this.members)
        return
      case 'second':
        return this.#settings.onSecond(message.second)
      case 'isolation':
        if (message.isolation !== null) this.isolations.push(message.isolation)
        return
      case 'left':
        return void this.left.push(message.left)
      case 'failed':
        return this.#fail(index, message.problems)
      case 'done':
        member.report = message.report
        if (message.report.cutShort) this.stop(`worker ${index + 1} ended its load early`)
        return this.#end(member)
    }
  }

  #ready(member: CrewMember): void {
    member.ready = true
    if (!this.members.every(({ ready }) => ready)) return
    const atMs = realClock.now() + leadMs
    for (const index of this.members.keys()) this.#host!.post(index, { type: 'go', atMs })
  }

  #fail(index: number, problems: readonly string[]): void {
    // Those that are stopped because of it are no news.
    if (!this.#stopping)
      this.problems.push(...problems.map((problem) => `${this.#nameOf(index)}: ${problem}`))
    this.#end(this.members[index]!)
    this.stop(`${this.#nameOf(index)} failed`)
  }

  #lose(index: number, how: string): void {
    const member = this.members[index]!
    if (member.over) return
    this.problems.push(`${this.#nameOf(index)} ended before its share was done: ${how}`)
    this.#end(member)
    this.stop(`${this.#nameOf(index)} has died`)
  }

  #end(member: CrewMember): void {
    member.over = true
    if (this.members.every(({ over }) => over)) this.#over.resolve()
  }

  #look(): void {
    this.#cancelLook = setLimit(this.#settings.clock, lookMs, () => {
      const { silenceLimitMs } = this.#settings
      const limitMs = this.#stopping ? Math.min(silenceLimitMs, stoppingSilenceMs) : silenceLimitMs
      for (const [index, member] of this.members.entries()) {
        member.silentMs += lookMs
        if (member.silentMs > limitMs)
          this.#lose(index, `it blocks: nothing was heard of it for ${limitMs / 1000} s`)
      }
      this.#look()
    })
  }

  #nameOf(index: number): string {
    return `worker ${index + 1} of ${this.members.length}`
  }
}

function endOf(error: unknown): string {
  return error === null ? 'process.exit was called, or it was ended from outside' : describeError(error)
}
