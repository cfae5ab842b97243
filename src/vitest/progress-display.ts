import { styleText } from 'node:util'
import type { Vitest } from 'vitest/node'
import type { Clock } from '../foundation/clock.ts'
import type { Tone } from '../report/progress-pieces.ts'
import { renderLiveProgress } from '../report/render-live-progress.ts'
import { renderProgress } from '../report/render-progress.ts'
import type { Hub } from './hub.ts'
import { LiveWindow } from './live-window.ts'
import type { ResolvedPluginOptions } from './plugin-options.ts'
import type { WatchedRun } from './watched-run.ts'

const plainEveryMs = 5_000
/** A window that is higher than the terminal cannot be taken back. */
const maxLines = 6

export interface ProgressDisplayParts {
  hub: Hub
  clock: Clock
  mode: ResolvedPluginOptions['progress']
  /** Prints a plain line. */
  print: (line: string) => void
}

/** Shows how far the running scenarios are: in Vitest's window if there is one, else as a plain line now and then. */
export class ProgressDisplay {
  readonly #parts: ProgressDisplayParts
  readonly #printedAt = new Map<string, number>()
  readonly #heardAt = new Map<string, number>()
  readonly #window = new LiveWindow((columns, coloured) => this.#lines(columns, coloured))
  #live = false

  constructor(parts: ProgressDisplayParts) {
    this.#parts = parts
    if (parts.mode === false) return
    parts.hub.onProgress = (run) => this.#hear(run)
    parts.hub.onEnd = () => this.#window.draw()
  }

  /** A run of Vitest begins, the first one or another in watch mode. */
  begin(vitest: Vitest): void {
    this.#printedAt.clear()
    this.#heardAt.clear()
    this.#live = this.#parts.mode === true && this.#window.open(vitest)
  }

  #hear(run: WatchedRun): void {
    this.#heardAt.set(run.identity.id, this.#parts.clock.now())
    if (this.#live) this.#window.draw()
    else this.#print(run)
  }

  #print({ identity: { id, name }, progress }: WatchedRun): void {
    const now = this.#parts.clock.now()
    const since = this.#printedAt.get(id)
    if (since === undefined) this.#printedAt.set(id, now)
    if (since === undefined || progress === null || now - since < plainEveryMs) return
    this.#printedAt.set(id, now)
    this.#parts.print(renderProgress(name, progress))
  }

  #lines(columns: number, coloured: boolean): string[] {
    const { clock, hub } = this.#parts
    const paint = coloured ? inColour : (text: string): string => text
    const lines = hub.open.flatMap(({ identity: { id, name }, progress }) => {
      if (progress === null) return []
      const silentMs = clock.now() - (this.#heardAt.get(id) ?? clock.now())
      return renderLiveProgress({ name, progress, silentMs }, columns, paint) || []
    })
    const more = lines.length - maxLines
    return more > 0 ? [...lines.slice(0, maxLines), `   and ${more} more`] : lines
  }
}

const styles = { quiet: 'dim', warning: 'yellow', bad: 'red' } as const

/** Vitest has decided that there are colours: that is not to be decided again. */
function inColour(text: string, tone: Tone): string {
  return tone === 'plain' ? text : styleText(styles[tone], text, { validateStream: false })
}
