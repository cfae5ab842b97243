import { sleep, type Clock } from '../foundation/clock.ts'
import { renderValue } from '../foundation/problem.ts'
import type { Random } from '../foundation/random.ts'
import type { Message } from '../queue/message.ts'
import { isSendOutcome, unknownOutcome, type SendOutcome } from '../queue/messaging-core.ts'
import type { Arrival } from './core-factory.ts'
import type { ResolvedCoreOptions } from './core-options.ts'
import { formatNumber } from './format-number.ts'
import type { ReadyCore } from './open-core.ts'

/** How often it is looked whether anything more has arrived, per `quietMs`. */
const looks = 5

/** What a case has to work with, and where it says what it found. */
export class CoreContext {
  readonly options: ResolvedCoreOptions
  readonly random: Random
  readonly violations: string[] = []
  /** What could not be told, and why. */
  readonly undecided: string[] = []
  readonly #opened: ReadyCore
  readonly #clock: Clock

  constructor(opened: ReadyCore, options: ResolvedCoreOptions, clock: Clock, random: Random) {
    this.options = options
    this.random = random
    this.#opened = opened
    this.#clock = clock
  }

  /** Messages of one sender, as the processor hands them to a core. */
  messages(count: number, recipient = 'Agent-1'): Message[] {
    return Array.from({ length: count }, (_, sequence) => ({
      id: `sender:${sequence}`,
      producer: 'sender',
      sequence,
      sender: 'sender',
      recipient,
      type: 'SYSTEM_TO_AGENT',
      priority: 0,
      key: recipient,
      content: `content ${sequence} ${this.random.integer(0, 1e6)}`,
    }))
  }

  /** What became of it; what is no outcome, and what never settles, is a violation, and counts as unknown. */
  async send(message: Message): Promise<SendOutcome> {
    const late = new AbortController()
    const { timeoutMs } = this.options
    const timeout = sleep(this.#clock, timeoutMs, late.signal).then(() => late)
    const returned = await Promise.race([this.#attempt(message), timeout])
    if (returned === late) {
      this.violations.push(`sendMessage(${message.id}) had not settled after ${formatNumber(timeoutMs)} ms`)
      return { status: 'unknown', reason: 'never-settled' }
    }
    late.abort()
    if (isSendOutcome(returned) && (returned.status === 'delivered' || isReason(returned.reason)))
      return returned
    const expected = `{ status: 'delivered' }, or 'refused' or 'unknown' with a reason`
    this.violations.push(`sendMessage(${message.id}) answered ${renderValue(returned)} and not ${expected}`)
    return { status: 'unknown', reason: 'not-an-outcome' }
  }

  async #attempt(message: Message): Promise<unknown> {
    try {
      return await this.#opened.core.sendMessage(message)
    } catch (error) {
      return unknownOutcome(error)
    }
  }

  /** All that arrived, once nothing more does; null: nothing tells, and that is said. */
  async arrivals(expected: number): Promise<readonly Arrival[] | null> {
    const { arrivals } = this.#opened
    if (arrivals === null) {
      this.undecided.push(
        'nothing tells what arrived: return { core, arrivals } with what lies in the inboxes, or make the core observable (observeDeliveries)',
      )
      return null
    }
    const { quietMs, timeoutMs } = this.options
    const untilMs = this.#clock.now() + timeoutMs
    let found = await arrivals()
    for (let quiet = 0; quiet < looks; quiet++) {
      await sleep(this.#clock, quietMs / looks)
      const now = [...(await arrivals())]
      const isMoving = now.length !== found.length || now.length < expected
      if (isMoving && this.#clock.now() < untilMs) quiet = -1
      found = now
    }
    return found
  }
}

function isReason(reason: unknown): boolean {
  return typeof reason === 'string' && reason !== ''
}
