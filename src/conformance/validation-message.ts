import type { Problem } from '../foundation/problem.ts'
import type { CaseResult } from './behavior-case.ts'

/** What the process that runs the cases tells the command; JSON-safe. */
export type ValidationMessage =
  /** A folder that was made and must not stay. */
  | { kind: 'folder'; path: string }
  | { kind: 'result'; result: CaseResult }
  /** There was nothing to judge: the module is not what it should be, or cannot be loaded. */
  | { kind: 'problems'; problems: readonly Problem[] }
  /** What went wrong beside the cases. */
  | { kind: 'error'; message: string }
