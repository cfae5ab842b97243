import type { CheckResult } from '../model/metrics.ts'

/** What must have been true at least once in a run, and how often it was. */
export class Sometimes {
  readonly #counts = new Map<string, { evaluated: number; held: number }>()

  /** `declared`: must hold even if nothing ever asks. */
  constructor(declared: readonly string[]) {
    for (const name of declared) this.#counts.set(name, { evaluated: 0, held: 0 })
  }

  note(name: string, condition: unknown): void {
    let counts = this.#counts.get(name)
    if (counts === undefined) this.#counts.set(name, (counts = { evaluated: 0, held: 0 }))
    counts.evaluated++
    // A promise or a count is true of nothing yet.
    if (condition === true) counts.held++
  }

  /** By name, to be sent to another one. */
  get counts(): [string, { evaluated: number; held: number }][] {
    return [...this.#counts]
  }

  absorb(counts: Sometimes['counts']): void {
    for (const [name, { evaluated, held }] of counts) {
      const own = this.#counts.get(name) ?? { evaluated: 0, held: 0 }
      this.#counts.set(name, { evaluated: own.evaluated + evaluated, held: own.held + held })
    }
  }

  /** What never happened cannot have been tested: `invalid`. */
  results(): CheckResult[] {
    return [...this.#counts].map(([name, { evaluated, held }]) => ({
      guarantee: `sometimes(${name})`,
      verdict: held > 0 ? 'pass' : 'invalid',
      summary:
        evaluated === 0
          ? 'never came to be evaluated'
          : `${held > 0 ? `true ${held.toLocaleString('en-US')}` : 'never true, of'} ${held > 0 ? 'of ' : ''}${evaluated.toLocaleString('en-US')} times`,
      examples: [],
      proof: null,
    }))
  }
}

/** Those that are heard, the latest last. Where two runs overlap, neither may leave the other behind. */
const open: Sometimes[] = []

/** Makes `sometimes` of the run that begins be heard; returns a function that ends that. Runs come one at a time. */
export function hearSometimes(declared: readonly string[]): { heard: Sometimes; end: () => void } {
  const heard = new Sometimes(declared)
  open.push(heard)
  return {
    heard,
    end() {
      const at = open.indexOf(heard)
      if (at >= 0) open.splice(at, 1)
    },
  }
}

/**
 * Demands that `condition` is true at least once in the run: otherwise its verdict is `invalid`, because what it is about
 * never happened (as `sometimes` of Antithesis). Call it in the workload or the target, as often as you like; declare
 * the name in `sometimes` of the options too, where it may never be reached. Returns `condition`. Throws outside of a run.
 */
export function sometimes(name: string, condition: boolean): boolean {
  const current = open.at(-1)
  if (current === undefined) throw new Error(`sometimes("${name}") was called outside of a run`)
  current.note(name, condition)
  return condition
}
