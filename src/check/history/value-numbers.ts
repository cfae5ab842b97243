import { StringNumbers } from './string-numbers.ts'

/** Gives each distinct JSON value a small number, in the order of first sight. Objects are equal by content. */
export class ValueNumbers {
  readonly #values: unknown[] = []
  readonly #strings = new StringNumbers(this.#values)
  /** Ids that are small whole numbers are looked up directly: by id, its number + 1. */
  #direct = new Int32Array(64)
  readonly #directLimit: number
  readonly #plain = new Map<unknown, number>()
  readonly #composed = new Map<string, number>()

  /** `expected`: about how many values. */
  constructor(expected: number) {
    this.#directLimit = 4 * expected + 64
  }

  get size(): number {
    return this.#values.length
  }

  valueOf(number: number): unknown {
    return this.#values[number]
  }

  /** The number of `value`; -1 where it was never added. */
  find(value: unknown): number {
    if (typeof value === 'string') return this.#strings.find(value)
    if (this.#isDirect(value)) return (this.#direct[value] ?? 0) - 1
    if (typeof value !== 'object' || value === null) return this.#plain.get(value) ?? -1
    return this.#composed.get(canonicalJson(value)) ?? -1
  }

  add(value: unknown): number {
    const next = this.#values.length
    const known = typeof value === 'string' ? this.#strings.add(value, next) : this.find(value)
    if (known >= 0 && known < next) return known
    this.#values.push(value)
    if (typeof value === 'string') return next
    if (this.#isDirect(value)) this.#addDirect(value, next)
    else if (typeof value !== 'object' || value === null) this.#plain.set(value, next)
    else this.#composed.set(canonicalJson(value), next)
    return next
  }

  #isDirect(value: unknown): value is number {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < this.#directLimit
  }

  #addDirect(value: number, number: number): void {
    if (value >= this.#direct.length) {
      const direct = new Int32Array(Math.min(this.#directLimit, 2 * value))
      direct.set(this.#direct)
      this.#direct = direct
    }
    this.#direct[value] = number + 1
  }
}

/** JSON with sorted keys, so that equal contents have equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
