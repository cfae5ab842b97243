const linesKept = 50
const longestLine = 1_000

/** The last lines of what a process wrote, for whoever has to say why it failed. */
export class OutputTail {
  readonly #lines: string[] = []
  readonly #rest = new Map<string, string>()
  readonly #onLine: (line: string, source: string) => void

  constructor(onLine: (line: string, source: string) => void) {
    this.#onLine = onLine
  }

  write(text: string, source: string): void {
    const lines = ((this.#rest.get(source) ?? '') + text).split('\n')
    // What has no end yet is cut too: a process may never end its line.
    this.#rest.set(source, lines.pop()!.slice(0, longestLine))
    for (const line of lines) this.#add(line.replace(/\r$/, ''), source)
  }

  toString(): string {
    return [...this.#lines, ...[...this.#rest.values()].filter((rest) => rest !== '')].join('\n')
  }

  #add(line: string, source: string): void {
    this.#lines.push(line.slice(0, longestLine))
    if (this.#lines.length > linesKept) this.#lines.shift()
    this.#onLine(line, source)
  }
}
