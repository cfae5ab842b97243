import type { Problem } from '../../foundation/problem.ts'

/** How many problems are shown; a file in the wrong format has one in each line. */
const mostShown = 50

/** Collects what is wrong with a history: all are counted, and the first ones by place are kept. */
export class HistoryProblems {
  total = 0
  #kept: { place: number; problem: Problem }[] = []
  readonly pathOf: (place: number) => string

  /** `pathOf` says how a place is called: `line 3`. */
  constructor(pathOf: (place: number) => string) {
    this.pathOf = pathOf
  }

  add(place: number, field: string, expected: string, got: string, nearest?: string): void {
    this.total++
    const path = field === '' ? this.pathOf(place) : `${this.pathOf(place)}, ${field}`
    const problem = { path, expected, got, ...(nearest === undefined ? {} : { nearest }) }
    this.#kept.push({ place, problem })
    if (this.#kept.length > 4 * mostShown) this.#trim()
  }

  /** The first problems, by place. */
  list(): Problem[] {
    this.#trim()
    return this.#kept.map(({ problem }) => problem)
  }

  #trim(): void {
    this.#kept.sort((a, b) => a.place - b.place)
    this.#kept.length = Math.min(this.#kept.length, mostShown)
  }
}
