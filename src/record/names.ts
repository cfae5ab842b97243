import { recentSlot, recentSlots } from './recent-slot.ts'

interface Known {
  readonly name: string
  readonly number: number
}

/** Numbers for names, so that columns of numbers can hold them. */
export class Names {
  private readonly _names: string[] = []
  private readonly _known = new Map<string, Known>()
  /** Those met last, by their slots. */
  private readonly _recent: (Known | null)[] = Array.from({ length: recentSlots }, () => null)

  numberOf(name: string): number {
    const known = this._recent[recentSlot(name)]!
    return known !== null && known.name === name ? known.number : this._lookUp(name)
  }

  /** By their numbers. */
  get all(): string[] {
    return [...this._names]
  }

  /** undefined where no name has this number. */
  nameOf(number: number): string | undefined {
    return this._names[number]
  }

  private _lookUp(name: string): number {
    let known = this._known.get(name)
    if (known === undefined) {
      known = { name, number: this._names.push(name) - 1 }
      this._known.set(name, known)
    }
    this._recent[recentSlot(name)] = known
    return known.number
  }
}
