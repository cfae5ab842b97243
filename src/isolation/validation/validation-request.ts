import type { Problem } from '../../foundation/problem.ts'
import type { Answer, QuestionId } from './answer.ts'

/** What is to be validated. JSON-safe. */
export interface ValidationRequest {
  /** Root of the project, absolute. */
  readonly folder: string
  /** The module that says which are the cores and the processor, absolute; null: there is none. */
  readonly modulePath: string | null
  /** The Vite or Vitest config, if it is not the usual one. */
  readonly config: string | null
}

/** What the process that finds the answers tells; JSON-safe. */
export type ValidationReply =
  /** A folder that was made and must not stay. */
  | { kind: 'folder'; path: string }
  | { kind: 'answer'; answer: Answer }
  /** Why a question has no answer, if none came. */
  | { kind: 'unanswered'; id: QuestionId; why: string }
  /** There was no project to ask. */
  | { kind: 'problems'; problems: readonly Problem[] }
