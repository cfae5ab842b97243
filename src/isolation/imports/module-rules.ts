import { isBuiltin } from 'node:module'
import { globPattern } from './glob-pattern.ts'
import { packagesOf } from './packages-of.ts'

/** Which of some patterns a module is meant by; null: none. */
export type ModuleRules = (location: string) => string | null

/**
 * Patterns as a policy has them: absolute paths (or globs of them), `node:net` or `net`, and names of packages, with `*`
 * for any part of a name. `location` is as `locationOf` has it.
 */
export function moduleRules(patterns: readonly string[]): ModuleRules {
  const rules = patterns.map((pattern) => ({ pattern, ...ruleOf(pattern) }))
  const ofKind = (kind: string) => rules.filter((rule) => rule.kind === kind)
  const [paths, packages, builtins] = [ofKind('path'), ofKind('package'), ofKind('builtin')]
  const found = new Map<string, string | null>()
  const find = (location: string): string | null => {
    const hit = (list: typeof rules, name: string): string | undefined =>
      list.find(({ expression }) => expression.test(name))?.pattern
    if (location.startsWith('node:')) return hit(builtins, location) ?? null
    if (!isPath(location)) return null
    const path = paths.length > 0 ? hit(paths, location) : undefined
    if (path !== undefined || packages.length === 0) return path ?? null
    return (
      packagesOf(location)
        .map((name) => hit(packages, name))
        .find((pattern) => pattern !== undefined) ?? null
    )
  }
  return (location) => {
    let pattern = found.get(location)
    if (pattern === undefined) found.set(location, (pattern = find(location)))
    return pattern
  }
}

/** Whether a pattern or a location is an absolute path. */
export function isPath(text: string): boolean {
  return text.startsWith('/') || /^[A-Za-z]:[\\/]/.test(text)
}

function ruleOf(pattern: string): { kind: 'path' | 'package' | 'builtin'; expression: RegExp } {
  if (isPath(pattern)) {
    // A folder means all that lies in it.
    return { kind: 'path', expression: globPattern(pattern.replaceAll('\\', '/').replace(/\/$/, '/**')) }
  }
  if (pattern.startsWith('node:') || isBuiltin(pattern)) {
    return { kind: 'builtin', expression: globPattern(`node:${pattern.replace(/^node:/, '')}`) }
  }
  return { kind: 'package', expression: globPattern(pattern) }
}
