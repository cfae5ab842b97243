/** One thing that goes wrong. */
export interface Fault {
  readonly kind: string
  /** When it strikes, as the system counts: its n-th write, delivery or transaction, from 0. */
  readonly at: number
  /** Milliseconds; 0 for what happens in an instant. */
  readonly lastsMs: number
}

/** The faults of one run, and which of them came to pass. */
export class Faults {
  readonly #waiting: Map<string, Fault>

  constructor(faults: readonly Fault[]) {
    this.#waiting = new Map(faults.map((fault) => [placeOf(fault.kind, fault.at), fault]))
  }

  /** The fault of this kind that strikes at this point of the run, if there is one. Each strikes once. */
  strike(kind: string, at: number): Fault | undefined {
    const place = placeOf(kind, at)
    const fault = this.#waiting.get(place)
    this.#waiting.delete(place)
    return fault
  }

  /** What never struck: a run that left out a fault says nothing about it. */
  get missing(): readonly Fault[] {
    return [...this.#waiting.values()]
  }
}

function placeOf(kind: string, at: number): string {
  return `${kind} ${at}`
}
