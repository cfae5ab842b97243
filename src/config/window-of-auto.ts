import type { Problem } from '../foundation/problem.ts'

/** Windows are cut while the load runs. */
export function windowOfAuto(path: string): Problem {
  const expected = 'a load with warmupMs in milliseconds, because windows begin where the warm-up ends'
  return { path, expected, got: "warmupMs: 'auto', whose end is known when the load is over" }
}
