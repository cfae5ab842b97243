import type { Problem } from '../foundation/problem.ts'

/** What a scenario must be like, so that leaving something out shows anything. */
export function shrinkProblems(
  time: 'real' | 'virtual',
  given: Readonly<Record<string, unknown>>,
): Problem[] {
  const problems: Problem[] = []
  if (time !== 'virtual') {
    const expected = "time: 'virtual', because elsewhere a case that passes may fail the next time"
    problems.push({ path: 'shrink', expected, got: "time: 'real'" })
  }
  if (given['faults'] === undefined && given['chaos'] === undefined)
    problems.push({ path: 'shrink', expected: '`faults` or `chaos` to be shrunk', got: 'a scenario without' })
  return problems
}
