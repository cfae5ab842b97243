/** More names than this are a mistake (one for each response, say), and would eat the memory. */
export const maxNames = 1_000

export interface CheckCounts {
  passed: number
  failed: number
}

/** How often each soft check of a run held. */
export class Checks {
  /** Set when more than `maxNames` came; those that came later are not kept. */
  overflowed = false
  #counts = new Map<string, CheckCounts>()

  note(name: string, passed: boolean): void {
    let counts = this.#counts.get(name)
    if (counts === undefined) {
      if (this.#counts.size >= maxNames) {
        this.overflowed = true
        return
      }
      this.#counts.set(name, (counts = { passed: 0, failed: 0 }))
    }
    if (passed) counts.passed++
    else counts.failed++
  }

  restart(): void {
    this.#counts = new Map()
  }

  /** In the order in which they first came; forgotten here. */
  take(): ReadonlyMap<string, CheckCounts> {
    const counts = this.#counts
    this.restart()
    return counts
  }
}
