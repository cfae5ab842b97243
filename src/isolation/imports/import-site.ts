import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { packagesOf } from './packages-of.ts'

/**
 * Where `importer` names `imported`, as file:line:column; of several such places the one that `called` is on, if it is on any. null where
 * it is not named: its name was computed. What is imported is resolved before the file is run, and then no stack tells of it.
 */
export function importSite(importer: string, imported: string, called: string | null): string | null {
  const named = namesIn(importer)
  const byPath = named.filter(({ specifier }) => isPathOf(specifier, importer, imported))
  const found = byPath.length > 0 ? byPath : named.filter(({ specifier }) => isPackageOf(specifier, imported))
  const places = found.map(({ line, column }) => `${importer}:${line}:${column}`)
  const lineCalled = called?.replace(/:\d+$/, ':')
  return places.find((place) => lineCalled !== undefined && place.startsWith(lineCalled)) ?? places[0] ?? null
}

/** The texts of a file that may name modules, and where they stand. */
function namesIn(path: string): { specifier: string; line: number; column: number }[] {
  return linesOf(path).flatMap((text, index) => {
    if (!/\b(?:import|from|require|export)\b/.test(text)) return []
    return [...text.matchAll(/(['"`])([^'"`]+)\1/g)].map((match) => ({
      specifier: match[2]!.replace(/[?#].*$/s, ''),
      line: index + 1,
      column: match.index + 1,
    }))
  })
}

function isPathOf(specifier: string, importer: string, imported: string): boolean {
  if (imported.startsWith('node:')) return specifier.replace(/^node:/, '') === imported.slice(5)
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    const named = bare(resolve(dirname(importer), specifier).replaceAll('\\', '/'))
    return [bare(imported), dirname(imported)].includes(named)
  }
  // An alias of the config.
  return bare(basename(specifier)) === bare(basename(imported))
}

function isPackageOf(specifier: string, imported: string): boolean {
  return packagesOf(imported).some((name) => specifier === name || specifier.startsWith(`${name}/`))
}

/** Without the extension, which an import may leave out, or name as it is after compilation. */
function bare(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '')
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}
