import { locationOf } from './location-of.ts'
import { runnerState } from './runner-state.ts'

/** Modules that Vitest's module runner has evaluated in this process, each with those that imported it. */
export interface EvaluatedImporters {
  /** null outside of Vitest. */
  readonly testFile: string | null
  of(location: string): readonly string[]
  has(location: string): boolean
}

/** Without a module runner there are no importers, and a chain of imports ends where Node's own knowledge does. */
export function evaluatedImporters(): EvaluatedImporters {
  const { testFile, modules } = runnerState()
  const importers = new Map<string, string[]>()
  for (const [id, node] of modules) {
    const ids = node.importers instanceof Set ? [...(node.importers as Set<string>)] : []
    const location = locationOf(id)
    importers.set(location, [...(importers.get(location) ?? []), ...ids.map(locationOf)])
  }
  return {
    testFile: testFile === null ? null : locationOf(testFile),
    of: (location) => importers.get(location) ?? [],
    has: (location) => importers.has(location),
  }
}
