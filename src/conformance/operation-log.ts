import type { Clock } from '../foundation/clock.ts'
import { renderValue } from '../foundation/problem.ts'
import type { Operation } from '../model/history.ts'

/**
 * The operations of one case, with times in milliseconds since its start. No two events share a time: the events of one
 * thread do follow one another, and equal times would count as overlapping.
 */
export class OperationLog {
  readonly #clock: Clock
  readonly #startMs: number
  readonly #operations: Operation[] = []
  readonly #open = new Set<Operation>()
  #lastMicros = -1

  constructor(clock: Clock) {
    this.#clock = clock
    this.#startMs = clock.now()
  }

  get operations(): readonly Operation[] {
    return this.#operations
  }

  invoke(
    process: string,
    f: Operation['f'],
    input: string | null,
    more: Partial<Pick<Operation, 'key' | 'priority'>> = {},
  ): Operation {
    const operation: Operation = {
      process,
      f,
      outcome: 'info',
      invokeTime: this.#tick(),
      completeTime: Infinity,
      input,
      output: input,
      key: more.key,
      priority: more.priority,
      offset: undefined,
    }
    this.#operations.push(operation)
    this.#open.add(operation)
    return operation
  }

  ok(operation: Operation, output: unknown = operation.output): void {
    operation.output = output
    this.#complete(operation, 'ok')
  }

  /** It certainly had no effect. */
  fail(operation: Operation): void {
    this.#complete(operation, 'fail')
  }

  /** It ended, and it cannot be told whether it had an effect. */
  lose(operation: Operation): void {
    this.#open.delete(operation)
  }

  /** What has begun and not ended, in words; the oldest first. */
  open(): string[] {
    return [...this.#open].map(({ f, input, invokeTime }) => {
      const what = input === null ? f : `${f} of ${renderValue(input)}`
      return `${what}, begun at ${invokeTime} ms`
    })
  }

  #complete(operation: Operation, outcome: 'ok' | 'fail'): void {
    operation.outcome = outcome
    operation.completeTime = this.#tick()
    this.#open.delete(operation)
  }

  #tick(): number {
    const micros = Math.round((this.#clock.now() - this.#startMs) * 1000)
    this.#lastMicros = Math.max(micros, this.#lastMicros + 1)
    return this.#lastMicros / 1000
  }
}
