/** More names than this are a mistake (one for each response, say), and would eat the memory. */
export const maxNames = 1_000

/** Something for each name that comes, made when it first does. */
export class Named<T> {
  /** Set when more than `maxNames` came; those that came later have nothing. */
  overflowed = false
  #entries = new Map<string, T>()
  readonly #create: () => T

  constructor(create: () => T) {
    this.#create = create
  }

  /** null: too many names came before this one. */
  at(name: string): T | null {
    const known = this.#entries.get(name)
    if (known !== undefined) return known
    if (this.#entries.size >= maxNames) {
      this.overflowed = true
      return null
    }
    const entry = this.#create()
    this.#entries.set(name, entry)
    return entry
  }

  restart(): void {
    this.#entries = new Map()
  }

  /** In the order in which the names first came; it grows. */
  get entries(): ReadonlyMap<string, T> {
    return this.#entries
  }

  /** The same, and forgotten here. */
  take(): ReadonlyMap<string, T> {
    const entries = this.#entries
    this.restart()
    return entries
  }
}
