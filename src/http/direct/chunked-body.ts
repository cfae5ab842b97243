import { AnswerProblem } from './answer-problem.ts'
import type { BodyBytes } from './body-bytes.ts'

const carriageReturn = 0x0d
const lineFeed = 0x0a
const semicolon = 0x3b

type Expects =
  | 'size'
  | 'more size'
  | 'extension'
  | 'end of size' // of the line before a chunk
  | 'data'
  | 'after data'
  | 'end of data' // of the chunk
  | 'trailer'
  | 'in trailer'
  | 'end of trailer'
  | 'last line feed' // after the last chunk
  | 'nothing'

/** Takes a chunked body apart, in pieces of any size. Extensions and trailers are read past. */
export class ChunkedBody {
  #expects: Expects = 'size'
  /** Of the chunk at hand: its size while that is read, then what is missing. */
  #left = 0
  /** Bytes that are not data: a server could send them for ever. */
  #overhead = 0
  readonly #maxOverhead: number
  readonly #body: BodyBytes

  /** `maxOverhead`: bytes of extensions in one line, or of all trailers. */
  constructor(body: BodyBytes, maxOverhead: number) {
    this.#body = body
    this.#maxOverhead = maxOverhead
  }

  get isDone(): boolean {
    return this.#expects === 'nothing'
  }

  begin(): void {
    this.#expects = 'size'
    this.#left = this.#overhead = 0
  }

  /** Reads `chunk` from `start` until the body or the chunk ends; returns where. Throws `AnswerProblem`. */
  push(chunk: Buffer, start: number, end: number): number {
    let at = start
    while (at < end && this.#expects !== 'nothing') {
      if (this.#expects === 'data') at = this.#takeData(chunk, at, end)
      else this.#step(chunk[at++]!)
    }
    return at
  }

  #takeData(chunk: Buffer, start: number, end: number): number {
    const until = Math.min(end, start + this.#left)
    this.#body.add(chunk, start, until)
    this.#left -= until - start
    if (this.#left === 0) this.#expects = 'after data'
    return until
  }

  #step(byte: number): void {
    switch (this.#expects) {
      case 'size':
      case 'more size':
        return this.#readSize(byte)
      case 'extension':
        return byte === carriageReturn ? this.#go('end of size') : this.#passOver(byte)
      case 'end of size':
        this.#mustBe(byte, lineFeed)
        this.#overhead = 0
        return this.#go(this.#left === 0 ? 'trailer' : 'data')
      case 'after data':
        this.#mustBe(byte, carriageReturn)
        return this.#go('end of data')
      case 'end of data':
        this.#mustBe(byte, lineFeed)
        return this.#go('size')
      case 'trailer':
        if (byte === carriageReturn) return this.#go('last line feed')
        this.#passOver(byte)
        return this.#go('in trailer')
      case 'in trailer':
        return byte === carriageReturn ? this.#go('end of trailer') : this.#passOver(byte)
      case 'end of trailer':
        this.#mustBe(byte, lineFeed)
        return this.#go('trailer')
      default:
        this.#mustBe(byte, lineFeed)
        return this.#go('nothing')
    }
  }

  #readSize(byte: number): void {
    const digit = hexDigit(byte)
    if (digit >= 0) {
      this.#left = this.#left * 16 + digit
      // Also what keeps the number exact: the most that a body may have is far below 2^53.
      this.#body.expect(this.#left)
      this.#passOver(byte)
      return this.#go('more size')
    }
    if (this.#expects === 'size') throw new AnswerProblem(`a chunk without a size (byte ${byte})`)
    if (byte === semicolon) return this.#go('extension')
    this.#mustBe(byte, carriageReturn)
    this.#go('end of size')
  }

  #go(expects: Expects): void {
    this.#expects = expects
  }

  #passOver(byte: number): void {
    if (byte === lineFeed) throw new AnswerProblem('a line feed alone in a chunked body')
    if (++this.#overhead > this.#maxOverhead)
      throw new AnswerProblem(
        `extensions or trailers of more than ${this.#maxOverhead} bytes (maxHeadBytes)`,
        'http answer too large',
      )
  }

  #mustBe(byte: number, expected: number): void {
    if (byte !== expected)
      throw new AnswerProblem(`byte ${byte} in a chunked body where ${expected} was expected`)
  }
}

/** -1 for what is none. */
function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
