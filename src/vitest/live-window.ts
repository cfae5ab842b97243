import type { Vitest } from 'vitest/node'

/** What the reporters `default` and `verbose` keep at the bottom of a terminal. Private to Vitest, so all of it is doubted. */
interface Summary {
  createSummary: () => unknown
  renderer: { schedule: () => void }
}

/** Makes the lines to add: how wide they may be, and whether Vitest's own have colours. */
type MakeLines = (columns: number, coloured: boolean) => string[]

const columnsWhereUnknown = 80

/** Adds lines to Vitest's own window, the one place in a terminal that is drawn again and leaves nothing behind. */
export class LiveWindow {
  readonly #makeLines: MakeLines
  readonly #extended = new WeakSet<Summary>()
  #summary: Summary | null = null

  constructor(makeLines: MakeLines) {
    this.#makeLines = makeLines
  }

  /** False where there is no such window: no terminal, CI, another reporter, another Vitest. */
  open(vitest: Vitest): boolean {
    const summary = findSummary(vitest)
    if (summary !== null && !this.#extended.has(summary)) this.#extend(summary, vitest)
    this.#summary = summary
    return summary !== null
  }

  /** Vitest draws ten times a second at most, and once a second anyway. */
  draw(): void {
    this.#summary?.renderer.schedule()
  }

  #extend(summary: Summary, vitest: Vitest): void {
    this.#extended.add(summary)
    const create = summary.createSummary.bind(summary)
    summary.createSummary = () => {
      const lines = create()
      if (!Array.isArray(lines) || !lines.every((line) => typeof line === 'string')) return lines
      // A line that fills the last column may or may not go on to the next row.
      const columns = (vitest.logger.getColumns() || columnsWhereUnknown) - 1
      // Nobody knows better than Vitest whether this terminal is to have colours.
      const coloured = lines.some((line) => line.includes('\u001B['))
      // Below the files that run, above the totals.
      const end = lines.indexOf('', 1)
      return lines.toSpliced(end < 0 ? lines.length : end, 0, ...this.#makeLines(columns, coloured))
    }
  }
}

function findSummary(vitest: Vitest): Summary | null {
  const { reporters } = vitest as unknown as { reporters?: unknown }
  if (!Array.isArray(reporters)) return null
  const summaries = reporters.map((reporter) => (reporter as { summary?: unknown } | null)?.summary)
  return summaries.find(isSummary) ?? null
}

function isSummary(value: unknown): value is Summary {
  const summary = value as Partial<Summary> | null | undefined
  return typeof summary?.createSummary === 'function' && typeof summary.renderer?.schedule === 'function'
}
