import { decisionsOf } from '../foundation/decision.ts'

/** Questions that one call may ask under one label without meeting those of the next call. */
const perCall = 2 ** 32

/** All chance of one fault: from the seed of the run, its id, where it is asked, and how often it was asked there. */
export class FaultDecisions {
  readonly #seed: number
  readonly #id: string
  readonly #streams = new Map<string, (n: number) => number>()

  constructor(seed: number, id: string) {
    this.#seed = seed
    this.#id = id
  }

  /** The `nth` answer, from 0, of call `number` at `site` under `label`. */
  at(site: string, label: string, number: number, nth = 0): number {
    return this.#stream(`${site}:${label}`)(number + nth * perCall)
  }

  /** The same for the same key. */
  chance(key: string): number {
    return decisionsOf(this.#seed, `${this.#id}:key:${key}`)(0)
  }

  #stream(label: string): (n: number) => number {
    let stream = this.#streams.get(label)
    if (stream === undefined) {
      stream = decisionsOf(this.#seed, `${this.#id}:${label}`)
      this.#streams.set(label, stream)
    }
    return stream
  }
}
