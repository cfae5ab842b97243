/** Numbers for names, so that columns of numbers can hold them. */
export class Names {
  readonly #names: string[] = []
  readonly #numbers = new Map<string, number>()
  #lastName = ''
  #lastNumber = -1

  numberOf(name: string): number {
    // Names come in runs, and comparing costs less than hashing.
    if (name === this.#lastName && this.#lastNumber >= 0) return this.#lastNumber
    let number = this.#numbers.get(name)
    if (number === undefined) {
      number = this.#names.push(name) - 1
      this.#numbers.set(name, number)
    }
    this.#lastName = name
    this.#lastNumber = number
    return number
  }

  /** By their numbers. */
  get all(): string[] {
    return [...this.#names]
  }

  /** undefined where no name has this number. */
  nameOf(number: number): string | undefined {
    return this.#names[number]
  }
}
