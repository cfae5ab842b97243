import { createRequire } from 'node:module'
import type { Reporter, TestCase, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node'
import type { ResolvedPluginOptions } from './plugin-options.ts'
import type { RunReporter } from './run-reporter.ts'
import { sessionOf, type StressSession } from './session.ts'

/** Vitest listens to the other signals, and not to this one: its workers would be left behind. */
const exitOnHangup = (): void => process.exit(129)

/**
 * Writes the metrics of a run of Vitest, beside whatever other reporters do. The plugin adds it. It waits for the first sign
 * of a stress test, which may be in any file, and loads then what it takes.
 */
export class ResultsReporter implements Reporter {
  readonly #options: ResolvedPluginOptions
  #vitest: Vitest | null = null
  #session: StressSession | null = null
  #specifications: readonly TestSpecification[] = []
  #runReporter: RunReporter | null = null
  /** The same, in a run of Vitest with a stress test. */
  #begun: RunReporter | null = null

  constructor(options: ResolvedPluginOptions) {
    this.#options = options
  }

  onInit(vitest: Vitest): void {
    const session = sessionOf(vitest, this.#options)
    session.reporter ??= this
    if (session.reporter !== this) return
    this.#vitest = vitest
    this.#session = session
    session.hub.onStart = () => void this.#begin()
    // A blocked thread can only be ended with the process; leaving it writes what is known.
    session.hub.onStuckThread = () => process.exit(1)
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    if (!this.#session) return
    this.#session.hub.forget()
    this.#specifications = specifications
    this.#begun = null
    process.off('SIGHUP', exitOnHangup)
    process.once('SIGHUP', exitOnHangup)
    if (this.#runReporter || this.#isConcerned(specifications))
      await this.#begin()?.choosePools(specifications)
  }

  onTestModuleCollected(module: TestModule): void {
    this.#begun?.onTestModuleCollected(module)
  }

  onTestCaseResult(test: TestCase): void {
    if (test.meta().stress?.runs?.length) this.#begin()?.onTestCaseResult(test)
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    if (modules.some(holdsStressTest)) this.#begin()
    await this.#begun?.onTestRunEnd(modules, errors, reason)
    process.off('SIGHUP', exitOnHangup)
  }

  /** What is to be told even if no test leaves a word. */
  #isConcerned(specifications: readonly TestSpecification[]): boolean {
    const { projects, replay } = this.#session!
    const isMerge = Boolean(this.#vitest!.config.mergeReports)
    return isMerge || replay !== null || specifications.some(({ project }) => projects.has(project))
  }

  /** null: another reporter of ours writes. */
  #begin(): RunReporter | null {
    if (this.#begun || !this.#vitest || !this.#session) return this.#begun
    this.#runReporter ??= loadRunReporter(this.#vitest, this.#session)
    this.#runReporter.begin(this.#specifications)
    this.#begun = this.#runReporter
    return this.#begun
  }
}

/** Without a wait, in which the process might end and nobody would write what is known. */
function loadRunReporter(vitest: Vitest, session: StressSession): RunReporter {
  const loaded = createRequire(import.meta.url)('./run-reporter.js') as typeof import('./run-reporter.ts')
  return new loaded.RunReporter(vitest, session)
}

function holdsStressTest(module: TestModule): boolean {
  return [...module.children.allTests()].some((test) => test.meta().stress !== undefined)
}
