import { readFileSync } from 'node:fs'
import { formatProblem } from '../foundation/problem.ts'
import { check } from '../foundation/schema.ts'
import { baselineFileSchema, type BaselineFile } from '../model/baseline.ts'

export type ReadBaseline =
  | { ok: true; baseline: BaselineFile }
  | { ok: false; missing: boolean; problem: string }

const mostProblems = 3

/** A stored baseline, or what is the matter with it. */
export function readBaseline(path: string): ReadBaseline {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, missing, problem: missing ? 'there is none' : `it cannot be read: ${reason}` }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, missing: false, problem: `it is damaged: ${(error as Error).message}` }
  }
  const checked = check(baselineFileSchema, value, '')
  if (checked.ok) return { ok: true, baseline: checked.value }
  const problems = checked.problems.slice(0, mostProblems).map((problem) => formatProblem(problem))
  return { ok: false, missing: false, problem: `it is damaged: ${problems.join('; ')}` }
}
