import { AnswerProblem } from './answer-problem.ts'
import { BodyBytes } from './body-bytes.ts'
import { ChunkedBody } from './chunked-body.ts'
import type { HeadMemory } from './head-memory.ts'
import type { AnswerHead } from './parse-head.ts'

export interface AnswerLimits {
  readonly maxHeadBytes: number
  readonly maxBodyBytes: number
}

/** One answer, whole. */
export interface Answer {
  readonly head: AnswerHead
  readonly body: Buffer
}

const startOfHead = 'HTTP/1.'
const endOfHead = Buffer.from('\r\n\r\n')
const noBytes: Buffer = Buffer.alloc(0)

/** Reads the answers on one connection, one after the other, in pieces of any size: RFC 9112, and no more lenient. */
export class AnswerParser {
  /** The answer, once `push` or `finish` has come to its end. */
  answer: Answer | null = null
  /** Whether another request may follow on the connection. */
  keepsAlive = false
  #reads: 'nothing' | 'head' | 'length' | 'chunks' | 'to the end' = 'nothing'
  #isHead = false
  #head: AnswerHead | null = null
  /** A head that has begun and not ended. */
  #begun: Buffer = noBytes
  #left = 0
  readonly #heads: HeadMemory
  readonly #limits: AnswerLimits
  readonly #body: BodyBytes
  readonly #chunks: ChunkedBody

  constructor(limits: AnswerLimits, heads: HeadMemory) {
    this.#limits = limits
    this.#heads = heads
    this.#body = new BodyBytes(limits.maxBodyBytes)
    this.#chunks = new ChunkedBody(this.#body, limits.maxHeadBytes)
  }

  /** `method`: of the request that is answered. An answer to HEAD has no body, whatever it says. */
  begin(method: string): void {
    this.answer = null
    this.#isHead = method === 'HEAD'
    this.#reads = 'head'
    this.#begun = noBytes
  }

  /** Reads the first `end` bytes of `chunk`, or fewer where the answer ends before; returns how many. Throws `AnswerProblem`. */
  push(chunk: Buffer, end: number): number {
    let at = 0
    while (at < end && this.answer === null) {
      if (this.#reads === 'head') at = this.#readHead(chunk, at, end)
      else if (this.#reads === 'length') at = this.#readLength(chunk, at, end)
      else if (this.#reads === 'chunks') {
        at = this.#chunks.push(chunk, at, end)
        if (this.#chunks.isDone) this.#complete(this.#body.take())
      } else {
        this.#body.add(chunk, at, end)
        at = end
      }
    }
    return at
  }

  /** The other side has ended the connection. Throws `AnswerProblem` where the answer was not over. */
  finish(): void {
    if (this.#reads === 'to the end') return this.#complete(this.#body.take())
    const where = this.#reads === 'head' ? 'head' : 'body'
    throw new AnswerProblem(`the connection was closed within the ${where} of the answer`, 'http closed')
  }

  #readHead(chunk: Buffer, start: number, end: number): number {
    const { length } = this.#begun
    const piece = chunk.subarray(start, end)
    const bytes = length === 0 ? piece : Buffer.concat([this.#begun, piece])
    // The end may have begun in the piece before.
    const at = bytes.indexOf(endOfHead, Math.max(0, length - 3))
    if ((at < 0 ? bytes.length : at) > this.#limits.maxHeadBytes)
      throw new AnswerProblem(
        `the head has more than ${this.#limits.maxHeadBytes} bytes (maxHeadBytes)`,
        'http answer too large',
      )
    if (at < 0) {
      const begins = bytes.toString('latin1', 0, startOfHead.length)
      // More of it may never come.
      if (!startOfHead.startsWith(begins)) throw new AnswerProblem('no status line of HTTP/1.1')
      // Copied: the buffer below is read into again.
      this.#begun = length === 0 ? Buffer.from(piece) : bytes
      return end
    }
    this.#begun = noBytes
    this.#beginBody(this.#heads.read(bytes.toString('latin1', 0, at)))
    return start + at + endOfHead.length - length
  }

  #beginBody(head: AnswerHead): void {
    const { status, contentLength } = head
    if (status === 101) throw new AnswerProblem('status 101: it switches to a protocol that nobody asked for')
    // Interim: the answer itself is still to come.
    if (status < 200) return
    this.#head = head
    this.keepsAlive = head.keepsAlive
    if (this.#isHead || status === 204 || status === 304) return this.#complete(noBytes)
    if (head.isChunked) {
      this.#chunks.begin()
      this.#reads = 'chunks'
    } else if (contentLength === null) {
      this.#reads = 'to the end'
      this.keepsAlive = false
    } else if (contentLength === 0) this.#complete(noBytes)
    else {
      this.#body.expect(contentLength)
      this.#left = contentLength
      this.#reads = 'length'
    }
  }

  #readLength(chunk: Buffer, start: number, end: number): number {
    const until = Math.min(end, start + this.#left)
    this.#body.add(chunk, start, until)
    this.#left -= until - start
    if (this.#left === 0) this.#complete(this.#body.take())
    return until
  }

  #complete(body: Buffer): void {
    this.answer = { head: this.#head!, body }
    this.#reads = 'nothing'
  }
}
