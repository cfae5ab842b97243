import { InputError, type Problem } from '../foundation/problem.ts'

/** More would hide the first ones. */
const problemsShown = 20

/** What is wrong with a data file: all of it is found, the first of it is told, each with its line. */
export class FileProblems {
  readonly path: string
  readonly #first: Problem[] = []
  #count = 0

  constructor(path: string) {
    this.path = path
  }

  /** `field` is a name within the line; `line` is null where the file as a whole is meant. */
  add(line: number | null, expected: string, got: string, field?: string, nearest?: string): void {
    if (this.#count++ >= problemsShown) return
    const place = line === null ? this.path : `${this.path}:${line}`
    const path = field === undefined ? place : `${place}.${field}`
    this.#first.push({ path, expected, got, ...(nearest === undefined ? {} : { nearest }) })
  }

  /** Throws `InputError` if anything was added. */
  throwAny(): void {
    if (this.#count === 0) return
    const more = this.#count - this.#first.length
    const rest = { path: this.path, expected: 'no bad lines', got: `${more} problems more` }
    throw new InputError('data', more > 0 ? [...this.#first, rest] : this.#first)
  }
}
