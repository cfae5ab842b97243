import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type { Answer } from '../isolation/validation/answer.ts'
import { readAnswers } from './leave-answers.ts'

/** Hands on the answers of tests, and keeps why there are none. */
export class AnswersReporter implements Reporter {
  readonly reasons: string[] = []
  readonly #send: (answer: Answer) => void

  constructor(send: (answer: Answer) => void) {
    this.#send = send
  }

  onTestCaseResult(test: TestCase): void {
    for (const answer of readAnswers(test.meta())) this.#send(answer)
    for (const { message } of test.result().errors ?? []) this.reasons.push(`${test.name}: ${message}`)
  }

  /** Not to stdout, which is for the answers. */
  onUserConsoleLog({ content }: { content: string }): void {
    process.stderr.write(content)
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string }[]): void {
    for (const { message } of [...modules.flatMap((module) => module.errors()), ...errors])
      this.reasons.push(message)
  }
}
