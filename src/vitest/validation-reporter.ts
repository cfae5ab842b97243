import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type { ValidationMessage } from '../conformance/validation-message.ts'
import { realClock } from '../foundation/clock.ts'
import { readBehavior } from './leave-behavior.ts'

/** How long after Vitest's own limit a test still may not have ended: its thread is blocked then. */
const graceMs = 5_000
/** Within which the module must have been loaded. */
const loadingMs = 60_000

/** Hands on what the tests of `validate-queue` leave, and nothing else. */
export class ValidationReporter implements Reporter {
  readonly #send: (message: ValidationMessage) => void
  readonly #onBlocked: () => void
  readonly #running: TestCase[] = []
  #stopWatching: () => void = () => {}

  constructor(send: (message: ValidationMessage) => void, onBlocked: () => void) {
    this.#send = send
    this.#onBlocked = onBlocked
  }

  onTestRunStart(): void {
    this.#watch(loadingMs, () => {
      const got = `nothing within ${loadingMs} ms`
      this.#send({
        kind: 'problems',
        problems: [{ path: '<module>', expected: 'a module that can be loaded', got }],
      })
    })
  }

  /** Here and not when a test begins: its process tells of that a little later, and a thread that is blocked never. */
  onTestModuleCollected(module: TestModule): void {
    this.#running.push(...module.children.allTests('pending'))
    this.#watchNext()
  }

  onTestCaseResult(test: TestCase): void {
    this.#running.splice(this.#running.indexOf(test), 1)
    this.#watchNext()
    const left = readBehavior(test.meta())
    if (left === null) {
      const { errors } = test.result()
      for (const { message } of errors ?? [])
        this.#send({ kind: 'error', message: `${test.name}: ${message}` })
    } else if ('result' in left) this.#send({ kind: 'result', result: left.result })
    else this.#send({ kind: 'problems', problems: left.problems })
  }

  /** Not to stdout, which is for the results. */
  onUserConsoleLog({ content }: { content: string }): void {
    process.stderr.write(content)
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string }[]): void {
    this.#stopWatching()
    for (const { message } of modules.flatMap((module) => module.errors()))
      this.#send({
        kind: 'problems',
        problems: [{ path: '<module>', expected: 'a module that can be loaded', got: message }],
      })
    for (const { message } of errors) this.#send({ kind: 'error', message })
  }

  #watchNext(): void {
    const [next] = this.#running
    if (next === undefined) return this.#stopWatching()
    this.#watch((next.options.timeout ?? 0) + graceMs, () => {
      const detail = 'here, or soon after, the queue never gave the thread back; it was ended'
      this.#send({ kind: 'result', result: { name: next.name, status: 'violated', detail } })
    })
  }

  #watch(limitMs: number, tell: () => void): void {
    this.#stopWatching()
    this.#stopWatching = realClock.after(limitMs, () => {
      tell()
      this.#onBlocked()
    })
  }
}
