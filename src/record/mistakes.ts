import { isMistake } from '../foundation/mistake.ts'

/** Texts kept; one may name what differs from iteration to iteration. */
const mostTexts = 3

/** How many iterations ended with each mistake, to be sent from worker to worker. */
export interface PackedMistakes {
  texts: [string, number][]
  others: number
}

/** Iterations that ended because the workload called something of ours wrongly. Such a run measured the mistake. */
export class Mistakes {
  private readonly _texts = new Map<string, number>()
  private _others = 0

  /** Anything that was thrown may be given. */
  note(error: unknown): void {
    if (isMistake(error)) this._add(error.message, 1)
  }

  pack(): PackedMistakes {
    return { texts: [...this._texts], others: this._others }
  }

  absorb({ texts, others }: PackedMistakes): void {
    for (const [text, count] of texts) this._add(text, count)
    this._others += others
  }

  /** Each as text for a person, the same one once. */
  problems(): string[] {
    const told = [...this._texts].map(
      ([text, count]) => `${iterations(count)} of the workload ended with a mistake of its own: ${text}`,
    )
    return this._others === 0
      ? told
      : [...told, `${iterations(this._others)} of the workload ended with other mistakes of its own`]
  }

  private _add(text: string, count: number): void {
    const known = this._texts.get(text)
    if (known === undefined && this._texts.size >= mostTexts) this._others += count
    else this._texts.set(text, (known ?? 0) + count)
  }
}

function iterations(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'iteration' : 'iterations'}`
}
