import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, dirname, resolve } from 'node:path'
import { nearestName, renderValue, type Problem } from '../../foundation/problem.ts'
import { globPattern, isGlob } from './glob-pattern.ts'

/**
 * Patterns of modules as a user writes them, in the form that `moduleRules` takes: paths are absolute, and stand there a second
 * time where links lead elsewhere, since a module is known by where it really lies.
 */
export function resolvePatterns(patterns: readonly string[], root: string): string[] {
  return [
    ...new Set(patterns.flatMap((pattern) => (isPathPattern(pattern) ? pathsOf(pattern, root) : pattern))),
  ]
}

/** Patterns that can match nothing: what was meant by them would not be guarded, and nobody would know. */
export function patternProblems(patterns: readonly string[], root: string, path: string): Problem[] {
  return patterns.flatMap((pattern, index) => {
    const problem = problemOf(pattern, root)
    return problem === null ? [] : [{ path: `${path}[${index}]`, got: renderValue(pattern), ...problem }]
  })
}

function problemOf(pattern: string, root: string): Omit<Problem, 'path' | 'got'> | null {
  if (isPathPattern(pattern)) {
    const path = resolve(root, isGlob(pattern) ? fixedFolder(pattern) : pattern)
    if (existsSync(path)) return null
    const nearest = existsSync(dirname(path)) && nearestName(basename(path), readdirSync(dirname(path)))
    const expected = 'a file or folder that is there, from the root of the project'
    return { expected, ...(nearest ? { nearest: `${dirname(pattern)}/${nearest}` } : {}) }
  }
  const isName =
    /^(?:@[\w.~*-]+\/)?[\w.~*-]+$/.test(pattern) || isBuiltin(pattern) || pattern.startsWith('node:')
  // There are packages called `chart.js`.
  if (isName && !/\.(?:[cm]?ts|[cm]js|[jt]sx)$/.test(pattern) && !existsSync(resolve(root, pattern)))
    return null
  const expected = 'the name of a package or a built-in, or a path that begins with ./'
  return { expected, nearest: `./${pattern}` }
}

function isPathPattern(pattern: string): boolean {
  return /^(?:\.{1,2}(?:[\\/]|$)|\/|[A-Za-z]:[\\/])/.test(pattern)
}

function pathsOf(pattern: string, root: string): string[] {
  const absolute = resolve(root, pattern).replaceAll('\\', '/')
  if (!isGlob(pattern)) {
    const end = isFolder(absolute) ? '/**' : ''
    return [absolute + end, realPath(absolute) + end]
  }
  const folder = resolve(root, fixedFolder(pattern)).replaceAll('\\', '/')
  const rest = absolute.slice(folder.length)
  return [absolute, realPath(folder) + rest, ...linksIn(folder, globPattern(absolute))]
}

/** Where links below `folder` lead, as far as their names are meant. Packages have names of their own. */
function linksIn(folder: string, meant: RegExp): string[] {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : linksIn(path, meant)
    if (!entry.isSymbolicLink() || !existsSync(path)) return []
    const real = realPath(path)
    if (isFolder(path)) return meant.test(`${path}/`) || meant.test(`${path}/x`) ? [`${real}/**`] : []
    return meant.test(path) ? [real] : []
  })
}

/** The part before the first wildcard. */
function fixedFolder(pattern: string): string {
  const fixed = pattern.split(/[*?{]/)[0]!
  return fixed.slice(0, Math.max(fixed.lastIndexOf('/'), 0)) || '.'
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path).replaceAll('\\', '/') : path
}
