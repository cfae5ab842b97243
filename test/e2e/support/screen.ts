/** What a person sees in a terminal: enough of one for what Vitest writes. Throws on a code that it does not know. */
export class Screen {
  /** All rows, those that have scrolled off the top included. */
  #rows: string[] = ['']
  #row = 0
  #column = 0
  #rest = ''
  /** The rows at the end of each drawing, with their colours left out. */
  readonly frames: string[][] = []
  readonly #columns: number
  readonly #height: number

  constructor(columns: number, height: number) {
    this.#columns = columns
    this.#height = height
  }

  get rows(): string[] {
    return this.#rows.map((row) => row.trimEnd())
  }

  write(text: string): void {
    // A chunk may end in the middle of a code.
    const input = this.#rest + text
    // oxlint-disable-next-line no-control-regex
    const codes = /\u001B\[([?\d;]*)([A-Za-z])|\u001B([78c])|[\s\S]/gu
    // oxlint-disable-next-line no-control-regex
    const cut = /\u001B(\[[?\d;]*)?$/u.exec(input)?.index ?? input.length
    this.#rest = input.slice(cut)
    for (const [character, parameters, final, single] of input.slice(0, cut).matchAll(codes)) {
      if (final !== undefined) this.#control(parameters!, final)
      else if (single === 'c') this.#clear()
      else if (single === undefined) this.#put(character)
    }
  }

  #put(character: string): void {
    if (character === '\r') this.#column = 0
    else if (character === '\n') this.#down()
    else if (character === '\b') this.#column = Math.max(0, this.#column - 1)
    else if (character >= ' ') {
      // The last column holds its character; only the next one goes on to the row below.
      if (this.#column >= this.#columns) {
        this.#column = 0
        this.#down()
      }
      const row = this.#rows[this.#row]!.padEnd(this.#column)
      this.#rows[this.#row] = row.slice(0, this.#column) + character + row.slice(this.#column + 1)
      this.#column++
    }
  }

  #control(parameters: string, final: string): void {
    const count = Number(parameters || 1)
    if (final === 'm' || final === 'h') return
    if (final === 'l') {
      if (parameters === '?2026') this.frames.push(this.rows)
    } else if (final === 'A') this.#row = Math.max(this.#top, this.#row - count)
    else if (final === 'G') this.#column = count - 1
    else if (final === 'K') this.#rows[this.#row] = this.#rows[this.#row]!.slice(0, this.#column)
    else if (final === 'J' && ['2', '3'].includes(parameters)) this.#clear()
    else if (final === 'J') this.#rows.length = this.#row + 1
    else if (final === 'H') [this.#row, this.#column] = [this.#top, 0]
    else throw new Error(`the screen does not know ${JSON.stringify(`ESC[${parameters}${final}`)}`)
  }

  /** Rows above it have scrolled away, and no code reaches them. */
  get #top(): number {
    return Math.max(0, this.#rows.length - this.#height)
  }

  #down(): void {
    this.#row++
    if (this.#row === this.#rows.length) this.#rows.push('')
  }

  #clear(): void {
    ;[this.#rows, this.#row, this.#column] = [[''], 0, 0]
  }
}
