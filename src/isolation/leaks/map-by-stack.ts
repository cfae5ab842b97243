/** As much of V8's `CallSite` as is asked by who maps frames to their sources, and copies them from the prototype. */
class Frame {
  readonly #path: string
  readonly #line: number
  readonly #column: number

  constructor(path: string, line: number, column: number) {
    this.#path = path
    this.#line = line
    this.#column = column
  }

  getFileName(): string {
    return this.#path
  }
  getScriptNameOrSourceURL(): string {
    return this.#path
  }
  getLineNumber(): number {
    return this.#line
  }
  getColumnNumber(): number {
    return this.#column
  }
  getFunctionName(): null {
    return null
  }
  isNative(): boolean {
    return false
  }
  isEval(): boolean {
    return false
  }
  isToplevel(): boolean {
    return true
  }
  isConstructor(): boolean {
    return false
  }
  toString(): string {
    return `${this.#path}:${this.#line}:${this.#column}`
  }
}

/**
 * A stack with this one place, lines and columns from 1, as whoever prepares stacks here would write it: Vite's module runner
 * knows the sources of what it runs, and tells them there alone. null: nobody does.
 */
export function mapByStack(path: string, line: number, column: number): string | null {
  if (typeof Error.prepareStackTrace !== 'function') return null
  try {
    const text: unknown = Error.prepareStackTrace(new Error('here'), [new Frame(path, line, column) as never])
    return typeof text === 'string' ? text : null
  } catch {
    return null
  }
}
