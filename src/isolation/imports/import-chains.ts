import { relative } from 'node:path'
import { evaluatedImporters, type EvaluatedImporters } from './evaluated-importers.ts'
import { ownFolder } from '../place-of.ts'
import { locationOf } from './location-of.ts'

/** Who imported what, as Node's own loaders were asked; with what Vitest's knows, the way from a test file to a module. */
export class ImportChains {
  readonly #parents = new Map<string, Set<string>>()
  /** What was asked for by Vitest or this package: for themselves, or for a module that Vitest's own loader knows. */
  readonly #ofRunner = new Set<string>()
  /** Who asked for a module the last time, if it was not the runner. */
  readonly #latest = new Map<string, string | null>()

  /** `parent` asked for `child`; both are URLs or paths. */
  add(child: string, parent: string): void {
    const [from, to] = [locationOf(parent), locationOf(child)]
    if (from === to) return
    this.#latest.set(to, isRunner(from) ? null : from)
    if (isRunner(from)) {
      this.#ofRunner.add(to)
      return
    }
    const parents = this.#parents.get(to)
    if (parents) parents.add(from)
    else this.#parents.set(to, new Set([from]))
  }

  /**
   * From the test file to `location`, both included, by who asked for it last, and from there as short as can be; as far
   * as it is known. null: a built-in that only Vitest or this package needs for itself.
   */
  of(location: string, importers: EvaluatedImporters = evaluatedImporters()): readonly string[] | null {
    const next = new Map<string, string>()
    const reached = [location]
    let first: string | null = null
    for (const each of reached) {
      if (each === importers.testFile) return pathFrom(each, next)
      const parents =
        (each === location ? this.#latestOf(each, importers) : null) ?? this.#allOf(each, importers)
      if (parents.length === 0 && (importers.has(each) || !this.#ofRunner.has(each))) first ??= each
      for (const parent of parents) {
        if (parent === location || next.has(parent)) continue
        next.set(parent, each)
        reached.push(parent)
      }
    }
    if (first === null && location.startsWith('node:')) return null
    return pathFrom(first ?? reached.at(-1)!, next)
  }

  #allOf(location: string, importers: EvaluatedImporters): string[] {
    return [...(this.#parents.get(location) ?? []), ...evaluatedFor(location, importers)].filter(isFile)
  }

  /** Others may have asked for it before. */
  #latestOf(location: string, importers: EvaluatedImporters): string[] | null {
    const latest = this.#latest.get(location)
    if (latest === undefined) return null
    const asked = latest === null ? evaluatedFor(location, importers).slice(-1) : [latest]
    return asked.length > 0 && asked.every(isFile) ? asked : null
  }
}

/** What this package imports for a test file, the module of a workload, counts as imported by that. */
function evaluatedFor(location: string, importers: EvaluatedImporters): string[] {
  const { testFile } = importers
  return importers.of(location).map((each) => (isRunner(each) && testFile !== null ? testFile : each))
}

/** A location as a person wants to read it: from the root, where it lies in there. */
export function showLocation(location: string, root: string): string {
  const path = relative(root, location).replaceAll('\\', '/')
  return location.startsWith('node:') || path.startsWith('..') ? location : path
}

function pathFrom(start: string, next: ReadonlyMap<string, string>): readonly string[] {
  const path = [start]
  for (let at = next.get(start); at !== undefined; at = next.get(at)) path.push(at)
  return path
}

/** Our own gates and stubs stand between a module and those that import it. */
function isFile(location: string): boolean {
  return !location.startsWith('data:') && !location.startsWith('\0')
}

/** What runs the tests imports for them: it has no part in a chain. */
function isRunner(location: string): boolean {
  return (
    location.startsWith(ownFolder) ||
    /\/node_modules\/(?:vitest|vite|tinypool|vitest-stress)\//.test(location)
  )
}
