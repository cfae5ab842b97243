/** What is asked of a project, in this order. */
export const questions = {
  'real-core': 'No real core is reachable from the stress files',
  gui: 'No package that automates a desktop is reachable from the stress files',
  inboxes: 'Nothing is written to an inbox folder',
  contract: 'The mock and the real core keep one contract',
  injection: 'The core that is injected is the one that is used',
  mock: 'The mock leaves its process nowhere',
} as const

export type QuestionId = keyof typeof questions

/** What cannot be answered is a `no`. JSON-safe. */
export interface Answer {
  readonly id: QuestionId
  readonly answer: 'yes' | 'no'
  /** What that is known by, each on a line of its own; never empty. */
  readonly evidence: readonly string[]
}

/** What is known of a project's isolation. JSON-safe. */
export interface IsolationReport {
  /** `yes` where every answer is. */
  readonly verdict: 'yes' | 'no'
  /** One for each question, in order. */
  readonly answers: readonly Answer[]
}

export function yes(id: QuestionId, ...evidence: string[]): Answer {
  return { id, answer: 'yes', evidence }
}

export function no(id: QuestionId, ...evidence: string[]): Answer {
  return { id, answer: 'no', evidence }
}
