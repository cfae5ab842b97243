import type { AnswerReason } from '../http-error.ts'

/** What is wrong with an answer; the connection that it came on cannot be used any more. */
export class AnswerProblem extends Error {
  override name = 'AnswerProblem'
  readonly reason: AnswerReason
  constructor(message: string, reason: AnswerReason = 'http malformed answer') {
    super(message)
    this.reason = reason
  }
}
