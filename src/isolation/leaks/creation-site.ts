import type { Site } from './leak-detector.ts'
import { ownFolder, placeOf } from '../place-of.ts'
import { spyFrame } from '../spy-frame.ts'

/**
 * Rooms whose objects users hold: what these make, the code that calls them has to close. And the room that looks. Not the
 * files that stand for a disk: what was not synced they keep open themselves.
 */
const seenThrough = /^(http\/|queue\/|chaos\/(?!storage\/)|adapters\/|isolation\/)/
const runner = /\/node_modules\/(vitest|@vitest|vite|vite-node)\//

/** Where something was made. Taking it costs some microseconds; reading it, more, so it is read for leaks alone. */
export class CreationSite implements Site {
  readonly #holder: { stack?: unknown } = {}
  readonly #throughVitest: boolean
  #site: Site | null = null

  /** `frames`: how many are looked through, the function that takes it included. */
  constructor(frames: number, { throughVitest = false } = {}) {
    this.#throughVitest = throughVitest
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = frames
    Error.captureStackTrace(this.#holder, CreationSite)
    Error.stackTraceLimit = stackTraceLimit
  }

  get place(): string | null {
    return this.#read().place
  }

  get isOurs(): boolean {
    return this.#read().isOurs
  }

  #read(): Site {
    const { stack } = this.#holder
    // Whoever replaces `Error.prepareStackTrace` may make anything of it.
    return (this.#site ??= siteIn(typeof stack === 'string' ? stack : '', this.#throughVitest))
  }
}

/**
 * Who made it, by the text of a stack: the innermost frame in code of the project, or else in a library of its.
 * `throughVitest`: also where the innermost frames are Vitest's, which did it for the project.
 */
export function siteIn(stack: string, throughVitest = false): Site {
  let library: string | null = null
  // The innermost frames of Vitest, where it made the thing.
  let passing = throughVitest
  let passed = false
  for (const line of stack.split('\n')) {
    const place = placeOf(line)
    if (place === null || place.startsWith('node:') || spyFrame.test(place)) continue
    const isOwn = place.startsWith(ownFolder)
    if (isOwn && seenThrough.test(place.slice(ownFolder.length))) continue
    if (runner.test(place)) {
      passed = true
      if (passing) continue
      return { place: library, isOurs: library === null }
    }
    passing &&= !passed
    // Below a library, it is one that this package uses for itself.
    if (isOwn) return { place: null, isOurs: true }
    if (!place.includes('/node_modules/')) return { place, isOurs: false }
    library ??= place
  }
  return { place: library, isOurs: passed && library === null }
}
