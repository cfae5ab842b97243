import type { Clock } from '../../src/foundation/clock.ts'

/** Which of those that wait is served next: who came first, or each tenant in turn. */
export type Discipline = 'first-come' | 'fair'

/** A system that tenants share: `servers` at work at once, each call takes its time, the rest waits. */
export class SharedServer {
  readonly #clock: Clock
  readonly #discipline: Discipline
  /** By tenant, in the order of their turns. */
  readonly #waiting = new Map<string, (() => void)[]>()
  #free: number

  constructor(clock: Clock, servers: number, discipline: Discipline) {
    this.#clock = clock
    this.#free = servers
    this.#discipline = discipline
  }

  async serve(tenant: string, serviceMs: number): Promise<void> {
    await this.#turn(this.#discipline === 'fair' ? tenant : 'all')
    await new Promise<void>((resolve) => this.#clock.after(serviceMs, resolve))
    this.#next()
  }

  #turn(line: string): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free--
      return undefined
    }
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(line)
      if (waiting) waiting.push(resolve)
      else this.#waiting.set(line, [resolve])
    })
  }

  #next(): void {
    const first = this.#waiting.entries().next()
    if (first.done) {
      this.#free++
      return
    }
    const [line, waiting] = first.value
    this.#waiting.delete(line)
    const serve = waiting.shift()!
    // Its next turn comes after those of all others.
    if (waiting.length > 0) this.#waiting.set(line, waiting)
    serve()
  }
}
