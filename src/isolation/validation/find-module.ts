import { statSync } from 'node:fs'
import { resolve } from 'node:path'

const usual = ['ts', 'mts', 'js', 'mjs'].map((extension) => `stress/isolation.${extension}`)

/** The module that says which are the cores and the processor, where nobody names it. */
export function findModule(folder: string): string | null {
  return usual.map((path) => resolve(folder, path)).find(isFile) ?? null
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
