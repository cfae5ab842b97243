import { realClock } from '../../foundation/clock.ts'
import { defer } from '../../foundation/deferred.ts'
import type { Child } from './child.ts'
import type { ProcessPlan } from './process-options.ts'

/** Hears what a child tells, and knows when that means that it is ready. */
export class Readiness {
  readonly #ready: ProcessPlan['ready']
  readonly #heard = defer()

  constructor({ ready }: ProcessPlan) {
    this.#ready = ready
    if (ready === null) this.#heard.resolve()
  }

  line(line: string): void {
    // A global expression remembers where it was.
    if (this.#ready instanceof RegExp && line.search(this.#ready) >= 0) this.#heard.resolve()
  }

  message(): void {
    if (this.#ready === 'message') this.#heard.resolve()
  }

  /** Rejects where the child ends before, or takes too long; it is left as it is. */
  async of(child: Child, timeoutMs: number): Promise<void> {
    const late = defer<never>()
    const cancel = realClock.after(timeoutMs, () =>
      late.reject(new Error(withOutput(`was not ready within ${timeoutMs} ms`, child))),
    )
    const dead = child.ended.then((how) => {
      throw new Error(withOutput(`${how} before it was ready`, child))
    })
    try {
      await Promise.race([this.#heard.promise, dead, late.promise])
    } finally {
      cancel()
      dead.catch(() => undefined)
    }
  }
}

/** What went wrong with a child, and the last of what it wrote. */
export function withOutput(what: string, { pid, output }: Child): string {
  return `process ${pid} ${what}${output === '' ? ', and wrote nothing' : `; the last of its output:\n${output}`}`
}
