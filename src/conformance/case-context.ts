import type { HistoryChecker } from '../check/history/checker.ts'
import { drawProof } from '../check/history/draw-proof.ts'
import { sleep, type Clock } from '../foundation/clock.ts'
import type { Random } from '../foundation/random.ts'
import { InputError } from '../foundation/problem.ts'
import { check, longestMs } from '../foundation/schema.ts'
import type { Operation } from '../model/history.ts'
import type { MessageQueue, QueueCapabilities } from '../queue/message-queue.ts'
import type { ResolvedBehaviorOptions } from './behavior-options.ts'
import { DEAD_LETTERS, type RecordedQueue } from './recorded-queue.ts'

/** Timers may fire this much before their time, as other clocks see it. */
const timerSlackMs = 2

/** What a case has to work with, and where it says what it found. */
export class CaseContext {
  /** Recorded. */
  readonly queue: RecordedQueue
  /** The same, not recorded: for measurements. */
  readonly bareQueue: MessageQueue
  readonly options: ResolvedBehaviorOptions
  readonly clock: Clock
  readonly random: Random
  /** Aborts when the case is over, also when it ran out of time. */
  readonly signal: AbortSignal
  readonly violations: string[] = []
  /** What could not be told, and why. */
  readonly undecided: string[] = []
  /** What the case waits for beside the queue's operations. */
  readonly waiting = new Set<string>()

  constructor(given: {
    queue: RecordedQueue
    bareQueue: MessageQueue
    options: ResolvedBehaviorOptions
    clock: Clock
    random: Random
    signal: AbortSignal
  }) {
    this.queue = given.queue
    this.bareQueue = given.bareQueue
    this.options = given.options
    this.clock = given.clock
    this.random = given.random
    this.signal = given.signal
  }

  get capabilities(): QueueCapabilities {
    return this.queue.capabilities
  }

  /** How many messages may be sent before anything is taken: all, or as many as have room. */
  get backlog(): number {
    return Math.min(this.options.messages, this.capabilities.capacity ?? Infinity)
  }

  /** How long a delivery certainly keeps others from its message, where nobody nacks it. Milliseconds. */
  get certainLeaseMs(): number {
    const { redelivery, leaseMs } = this.capabilities
    if (redelivery !== 'lease' || leaseMs === undefined || leaseMs === null) return longestMs
    return leaseMs - Math.min(timerSlackMs, leaseMs / 2)
  }

  /** After how long without any delivery nothing more can be expected. Milliseconds. */
  get quietMs(): number {
    const { redelivery, leaseMs } = this.capabilities
    const lease = redelivery === 'lease' ? (leaseMs ?? 0) : 0
    return this.options.quietMs + Math.min(1.5 * lease, this.options.timeoutMs / 4)
  }

  /** Gives others a turn, or not: this is what makes interleavings differ from seed to seed. */
  async pause(): Promise<void> {
    const way = this.random.integer(0, 5)
    if (way === 0) await this.clock.yield()
    else for (let turn = 1; turn < way; turn++) await Promise.resolve()
  }

  wait(delayMs: number): Promise<void> {
    return sleep(this.clock, delayMs, this.signal)
  }

  /** Awaits `work`; should the case run out of time meanwhile, its text says `what`. */
  async waitFor<T>(what: string, work: Promise<T>): Promise<T> {
    this.waiting.add(what)
    const value = await work
    this.waiting.delete(what)
    return value
  }

  /** What was recorded, without dead letters: few rules know of them. */
  get traffic(): readonly Operation[] {
    return this.queue.operations.filter(({ key }) => key !== DEAD_LETTERS)
  }

  /** Holds a history to one rule. @default operations what was recorded, without dead letters */
  judge(checker: HistoryChecker, options: object, operations: readonly Operation[] = this.traffic): void {
    const checked = check(checker.optionsSchema, options, '')
    if (!checked.ok) throw new InputError(checker.name, checked.problems)
    if (!operations.some(isAccepted)) {
      this.undecided.push('no enqueue succeeded, so that there is nothing to judge')
      return
    }
    const { verdict, proof } = checker.check(operations, checked.value)
    if (verdict === 'pass') return
    const text = proof === null ? 'it cannot be told' : drawProof(proof)
    const list = verdict === 'fail' ? this.violations : this.undecided
    list.push(`${checker.name}: ${text}`)
  }

  /** For what no rule on histories covers: an answer of a single operation. */
  expect(kept: boolean, otherwise: string): void {
    if (!kept && !this.violations.includes(otherwise)) this.violations.push(otherwise)
  }
}

function isAccepted({ f, outcome }: Operation): boolean {
  return f === 'enqueue' && outcome === 'ok'
}
