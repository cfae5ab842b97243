import type { FoundLeak, Site } from './leak-detector.ts'

interface Made<Thing> {
  readonly thing: Thing
  readonly site: Site
}

const firstSweep = 1_024

/** Things made during a run, each with where. Those that have ended are dropped now and then, so that it stays small. */
export class MadeThings<Thing> {
  readonly #isAlive: (thing: Thing) => boolean
  #all: Made<Thing>[] = []
  #sweepAt = firstSweep

  constructor(isAlive: (thing: Thing) => boolean) {
    this.#isAlive = isAlive
  }

  add(thing: Thing, site: Site): void {
    this.#all.push({ thing, site })
    if (this.#all.length < this.#sweepAt) return
    this.#sweep()
    this.#sweepAt = Math.max(firstSweep, 2 * this.#all.length)
  }

  /** Those that are alive, as leaks that may end. */
  leaks(describe: (thing: Thing) => string): FoundLeak[] {
    this.#sweep()
    return this.#all.map(({ thing, site }) => ({ what: describe(thing), site, mayEnd: true }))
  }

  #sweep(): void {
    this.#all = this.#all.filter(({ thing }) => this.#isAlive(thing))
  }
}
