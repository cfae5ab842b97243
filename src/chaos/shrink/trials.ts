/** Runs cases, each once, and not more of them than it may. */
export class Trials<Case> {
  /** How many were run. */
  runs = 0
  /** There was more to be run than it may. */
  isExhausted = false
  readonly #run: (given: Case) => Promise<readonly string[]>
  readonly #mayRun: (runs: number) => boolean
  readonly #kinds = new Map<string, readonly string[]>()

  /**
   * `run`: the kinds of violations that a case shows; none: it passes, or cannot be run. `mayRun`: whether there may be more
   * than so many.
   */
  constructor(run: (given: Case) => Promise<readonly string[]>, mayRun: (runs: number) => boolean) {
    this.#run = run
    this.#mayRun = mayRun
  }

  /** The kinds that a case shows; none where no run is left to find out. */
  async kindsOf(given: Case): Promise<readonly string[]> {
    const key = JSON.stringify(given)
    const known = this.#kinds.get(key)
    if (known) return known
    if (!this.#mayRun(this.runs)) {
      this.isExhausted = true
      return []
    }
    this.runs++
    const kinds = await this.#run(given)
    this.#kinds.set(key, kinds)
    return kinds
  }
}
