import { resolveScenario } from '../../src/config/resolve-scenario.ts'

/** Path, expected, got, and the nearest name where one was offered. */
export type Expected = [path: string, expected: string, got: string, nearest?: string]

export function problemsOf(options: unknown): Expected[] | 'no problems' {
  const resolved = resolveScenario(options, { seed: 1, timeoutMs: null })
  if (resolved.ok) return 'no problems'
  return resolved.problems.map(({ path, expected, got, nearest }): Expected =>
    nearest === undefined ? [path, expected, got] : [path, expected, got, nearest],
  )
}
