/** Names for clients that have one operation open at a time: one that is busy gets helpers, `a~2`, `a~3` and so on. */
export class ClientNames {
  readonly #free = new Map<string, string[]>()
  readonly #used = new Map<string, number>()

  /** A name for `client` that no open operation has. */
  take(client: string): string {
    const free = this.#free.get(client)?.pop()
    if (free !== undefined) return free
    const number = (this.#used.get(client) ?? 0) + 1
    this.#used.set(client, number)
    return number === 1 ? client : `${client}~${number}`
  }

  /** The operation under `name` is over. One of unknown outcome never is: its name is not used again. */
  release(client: string, name: string): void {
    const free = this.#free.get(client)
    if (free) free.push(name)
    else this.#free.set(client, [name])
  }
}
