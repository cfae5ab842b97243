/** Numbers for names, so that columns of numbers can hold them. */
export class Names {
  private readonly _names: string[] = []
  private readonly _numbers = new Map<string, number>()
  private _lastName = ''
  private _lastNumber = -1

  numberOf(name: string): number {
    // Names come in runs, and comparing costs less than hashing.
    if (name === this._lastName && this._lastNumber >= 0) return this._lastNumber
    let number = this._numbers.get(name)
    if (number === undefined) {
      number = this._names.push(name) - 1
      this._numbers.set(name, number)
    }
    this._lastName = name
    this._lastNumber = number
    return number
  }

  /** By their numbers. */
  get all(): string[] {
    return [...this._names]
  }

  /** undefined where no name has this number. */
  nameOf(number: number): string | undefined {
    return this._names[number]
  }
}
