/** Gives each distinct JSON value a small number, in the order of first sight. Objects are equal by content. */
export class ValueNumbers {
  /** Ids that are small whole numbers are looked up directly: a Map of a million ids takes half a second. */
  readonly #direct: Int32Array
  readonly #plain = new Map<unknown, number>()
  readonly #composed = new Map<string, number>()
  readonly #values: unknown[] = []

  constructor(expected: number) {
    this.#direct = new Int32Array(4 * expected + 64)
  }

  get size(): number {
    return this.#values.length
  }

  valueOf(number: number): unknown {
    return this.#values[number]
  }

  /** The number of `value`; -1 where it was never added. */
  find(value: unknown): number {
    if (this.#isDirect(value)) return (this.#direct[value] ?? 0) - 1
    if (typeof value !== 'object' || value === null) return this.#plain.get(value) ?? -1
    return this.#composed.get(canonicalJson(value)) ?? -1
  }

  add(value: unknown): number {
    const known = this.find(value)
    return known >= 0 ? known : this.#append(value)
  }

  #append(value: unknown): number {
    const number = this.#values.push(value) - 1
    if (this.#isDirect(value)) this.#direct[value] = number + 1
    else if (typeof value !== 'object' || value === null) this.#plain.set(value, number)
    else this.#composed.set(canonicalJson(value), number)
    return number
  }

  #isDirect(value: unknown): value is number {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < this.#direct.length
  }
}

/** JSON with sorted keys, so that equal contents have equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
