import type { FoundLeak, Site } from './leak-detector.ts'

const firstSweep = 1_024

/** Things made during a run, each with where. Those that have ended are dropped now and then, so that it stays small. */
export class MadeThings<Thing> {
  readonly #isAlive: (thing: Thing) => boolean
  readonly #things: Thing[] = []
  readonly #sites: Site[] = []
  #sweepAt = firstSweep

  constructor(isAlive: (thing: Thing) => boolean) {
    this.#isAlive = isAlive
  }

  add(thing: Thing, site: Site): void {
    this.#things.push(thing)
    this.#sites.push(site)
    if (this.#things.length < this.#sweepAt) return
    this.#sweep()
    this.#sweepAt = Math.max(firstSweep, 2 * this.#things.length)
  }

  /** Those that are alive, as leaks that may end. */
  leaks(describe: (thing: Thing) => string): FoundLeak[] {
    this.#sweep()
    return this.#things.map((thing, index) => ({
      what: describe(thing),
      site: this.#sites[index]!,
      mayEnd: true,
    }))
  }

  /** In place: a load adds to it all the time. */
  #sweep(): void {
    let kept = 0
    for (let index = 0; index < this.#things.length; index++) {
      if (!this.#isAlive(this.#things[index]!)) continue
      this.#things[kept] = this.#things[index]!
      this.#sites[kept++] = this.#sites[index]!
    }
    this.#things.length = kept
    this.#sites.length = kept
  }
}
