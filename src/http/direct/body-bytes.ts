import { AnswerProblem } from './answer-problem.ts'

/** The bytes of one body, copied out of a buffer that is read into again and again. */
export class BodyBytes {
  #parts: Buffer[] = []
  #length = 0
  readonly #maxBytes: number

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Throws where `more` bytes would be too many: before they are waited for, and so before they take memory. */
  expect(more: number): void {
    if (this.#length + more > this.#maxBytes) {
      throw new AnswerProblem(
        `the body has more than ${this.#maxBytes.toLocaleString('en-US')} bytes (maxBodyBytes)`,
        'http answer too large',
      )
    }
  }

  add(source: Buffer, start: number, end: number): void {
    this.expect(end - start)
    this.#parts.push(Buffer.from(source.subarray(start, end)))
    this.#length += end - start
  }

  /** All of it, and begins anew. */
  take(): Buffer {
    const [first] = this.#parts
    const whole = this.#parts.length === 1 ? first! : Buffer.concat(this.#parts, this.#length)
    this.#parts = []
    this.#length = 0
    return whole
  }
}
