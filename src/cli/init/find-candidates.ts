import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChosenFunction } from './chosen-function.ts'
import { readExports } from './read-exports.ts'

/** Exported functions of these modules that are written as asynchronous ones. */
export function findCandidates(root: string, sources: readonly string[]): ChosenFunction[] {
  return sources.flatMap((module) => {
    const text = readFileSync(join(root, module), 'utf8')
    return readExports(text).exports.flatMap((each) =>
      each.function?.async
        ? [{ module, text, exported: each.name, parameters: each.function.parameters }]
        : [],
    )
  })
}
