/** More names than this are a mistake (one for each response, say), and would eat the memory. */
export const maxNames = 1_000

/** Something for each name that comes, made when it first does. */
export class Named<T> {
  /** Set when more than `maxNames` came; those that came later have nothing. */
  overflowed = false
  private _entries = new Map<string, T>()
  declare private readonly _create: () => T

  constructor(create: () => T) {
    this._create = create
  }

  /** null: too many names came before this one. */
  at(name: string): T | null {
    const known = this._entries.get(name)
    if (known !== undefined) return known
    if (this._entries.size >= maxNames) {
      this.overflowed = true
      return null
    }
    const entry = this._create()
    this._entries.set(name, entry)
    return entry
  }

  restart(): void {
    this._entries = new Map()
  }

  /** In the order in which the names first came; it grows. */
  get entries(): ReadonlyMap<string, T> {
    return this._entries
  }

  /** The same, and forgotten here. */
  take(): ReadonlyMap<string, T> {
    const entries = this._entries
    this.restart()
    return entries
  }
}
