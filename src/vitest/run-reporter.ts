import { relative, resolve } from 'node:path'
import type { TestCase, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node'
import { realClock, sleep, wallClockNow } from '../foundation/clock.ts'
import type { MergedReport, MetricsFile } from '../model/metrics.ts'
import { comparedIn } from '../report/compared-in.ts'
import { composeMetricsFile, gateVerdict } from '../report/compose-metrics-file.ts'
import { readEnvironment } from '../report/read-environment.ts'
import { renderCapacity } from '../report/render-capacity.ts'
import { renderComparison } from '../report/render-comparison.ts'
import { renderFailure } from '../report/render-failure.ts'
import { replayLines } from '../report/replay-lines.ts'
import { renderTable } from '../report/render-table.ts'
import { writeMetricsFile } from '../report/write-metrics-file.ts'
import { choosePools } from './choose-pools.ts'
import { CollectedRuns } from './collected-runs.ts'
import { MergedReports } from './merged-reports.ts'
import { missingReplay } from './missing-replay.ts'
import { nameOnMachine } from './name-on-machine.ts'
import { print } from './print.ts'
import { ProgressDisplay } from './progress-display.ts'
import { publishResults } from './publish-results.ts'
import { testIdOf } from './run-id.ts'
import type { StressSession } from './session.ts'
import { outsideProblems } from './outside-problems.ts'
import { silentTests, type SilentTest } from './silent-tests.ts'

const lastWordsMs = 200

/** What `ResultsReporter` does where there are stress tests. Loaded with the first of them, and at once: it ends in `exit`. */
export class RunReporter {
  readonly #vitest: Vitest
  readonly #session: StressSession
  #collected = new CollectedRuns()
  /** While reports of other runs are merged. */
  #merged: MergedReports | null = null
  #announced = false
  /** While tests run: writes what is known if the process ends before they do. */
  #onExit: (() => void) | null = null
  readonly #progress: ProgressDisplay
  #restorePools = (): void => {}

  constructor(vitest: Vitest, session: StressSession) {
    this.#vitest = vitest
    this.#session = session
    const { hub, options } = session
    const printLine = (line: string): void => this.#print(line)
    this.#progress = new ProgressDisplay({ hub, clock: realClock, mode: options.progress, print: printLine })
    hub.onNote = ({ identity }, note) => this.#print(`${identity.name}: ${note}`)
  }

  /** A run of Vitest begins, or it has begun and a stress test is the first to show in it. */
  begin(specifications: readonly TestSpecification[]): void {
    this.#collected = new CollectedRuns()
    if (this.#vitest.config.mergeReports) {
      const { projects } = this.#session
      this.#merged = new MergedReports(this.#vitest, specifications, (project) => projects.has(project))
      return
    }
    this.#progress.begin(this.#vitest)
    this.#announce(specifications)
    this.#stopGuarding()
    const onExit = (): void => this.#finishOnExit()
    this.#onExit = onExit
    process.once('exit', onExit)
  }

  async choosePools(specifications: readonly TestSpecification[]): Promise<void> {
    if (this.#merged) return
    this.#restorePools = await choosePools(this.#session, specifications, (line) => this.#print(line))
  }

  onTestModuleCollected(module: TestModule): void {
    this.#merged?.add(module)
  }

  onTestCaseResult(test: TestCase): void {
    const runs = test.meta().stress?.runs
    if (!this.#merged && runs?.length) this.#collected.add(test.id, runs)
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    if (this.#merged) return this.#concludeMerge(this.#merged, modules, errors)
    this.#restorePools()
    const { hub, seed } = this.#session
    // The last word of a process, or its silence, may still be on its way.
    if (hub.open.length > 0) await sleep(realClock, lastWordsMs)
    this.#stopGuarding()
    const interrupted = reason === 'interrupted'
    const runs = [...hub.runs.values()]
    const watched = new Set([...hub.runs.keys()].map(testIdOf))
    const { root } = this.#vitest.config
    const heardOf = (testId: string): boolean => watched.has(testId) || this.#collected.has(testId)
    const silent = silentTests(modules, heardOf, { seed, root, interrupted })
    const missed = this.#collected.missed(runs).map((metrics) => ({ metrics, shown: false }))
    const lost = runs.some((run) => run.metrics === null)
    // Vitest 4 calls a run with a dead worker "passed".
    const { projects } = this.#session
    const ran = [...this.#collected.metrics, ...[...missed, ...silent].map(({ metrics }) => metrics)]
    const problems = [
      ...outsideProblems(modules, errors, (project) => projects.has(project)),
      ...(interrupted ? [] : missingReplay(this.#session.replay, ran, modules, root)),
    ]
    const failed = silent.length > 0 || lost || errors.length > 0 || problems.length > 0 || interrupted
    if (this.#report([...missed, ...silent], interrupted, problems) && failed)
      process.exitCode ||= interrupted ? 130 : 1
  }

  async #concludeMerge(
    merged: MergedReports,
    known: readonly TestModule[],
    errors: readonly unknown[],
  ): Promise<void> {
    const { projects } = this.#session
    const { modules, scenarios, interrupted, notes, ...outcome } = await merged.conclude(known, errors)
    const outside = outsideProblems(modules, outcome.errors, (project) => projects.has(project))
    const problems = [...outcome.problems, ...outside]
    if (notes.length > 0) this.#print(notes.join('\n'))
    this.#report(scenarios, interrupted, problems, outcome.mergedFrom)
    const passed = scenarios.every(({ metrics }) => gateVerdict(metrics) === 'pass')
    // Vitest 4 knows nothing of failures in files of another root.
    const ok = passed && problems.length === 0 && !interrupted && modules.every((module) => module.ok())
    if (!ok) process.exitCode ||= 1
  }

  #announce(specifications: readonly TestSpecification[]): void {
    if (this.#announced) return
    const { projects } = this.#session
    const lines = new Set(specifications.flatMap(({ project }) => projects.get(project)?.split('\n') ?? []))
    if (lines.size === 0) return
    this.#announced = true
    this.#print([...lines].join('\n'))
  }

  #stopGuarding(): void {
    if (this.#onExit) process.off('exit', this.#onExit)
    this.#onExit = null
  }

  /** The process ends in the middle of a run: interrupted, or with a thread that blocks. Everything here is synchronous. */
  #finishOnExit(): void {
    const { hub } = this.#session
    const missed = this.#collected.missed(hub.runs.values()).map((metrics) => ({ metrics, shown: false }))
    const { clearing } = hub
    if (clearing.length > 0) {
      const longestMs = Math.max(...clearing.map(({ graceMs }) => graceMs))
      this.#print(
        `clearing away after ${clearing.map(({ identity }) => identity.name).join(', ')}: at most ${longestMs / 1000} s`,
      )
    }
    hub.killOpen()
    if (this.#report(missed, true, [])) process.exitCode ||= 1
  }

  /** Writes and prints what came of the run; false if there was no stress test in it. `more` is what no test has left. */
  #report(
    more: readonly SilentTest[],
    interrupted: boolean,
    problems: readonly string[],
    mergedFrom: readonly MergedReport[] | null = null,
  ): boolean {
    const vitest = this.#vitest
    const { machine } = this.#session
    const scenarios = [...this.#collected.metrics, ...more.map(({ metrics }) => metrics)].map((metrics) => ({
      ...metrics,
      machine: metrics.machine ?? machine,
    }))
    if (scenarios.length === 0 && problems.length === 0) return false
    const { outputFolder, fileName } = this.#session.options
    const file = composeMetricsFile({
      scenarios,
      environment: readEnvironment(vitest.version),
      mergedFrom,
      interrupted,
      problems,
      generatedAt: wallClockNow(),
    })
    const written = this.#write(resolve(vitest.config.root, outputFolder), fileName, file)
    const failures = more
      .filter(({ metrics, shown }) => metrics.verdict !== 'pass' && !shown)
      .map(({ metrics }) => renderFailure(metrics))
    this.#print(
      [
        '',
        ...failures.flatMap((text) => [text, '']),
        ...problems.flatMap((problem) => [problem, '']),
        renderTable(scenarios.map(nameOnMachine)),
        '',
        ...scenarios
          .map(nameOnMachine)
          .filter(({ capacity }) => capacity !== null)
          .flatMap((scenario) => [renderCapacity(scenario), '']),
        ...scenarios.map(nameOnMachine).flatMap((scenario) => {
          const compared = comparedIn(scenario)
          return compared === null ? [] : [`Comparison of ${scenario.name}`, renderComparison(compared), '']
        }),
        written,
        ...publishResults(file, vitest, this.#session.options),
        '',
      ].join('\n'),
    )
    return true
  }

  /** What to print about the file. Without it the run cannot be trusted to have been recorded, so it fails. */
  #write(folder: string, name: string, file: MetricsFile): string {
    try {
      const path = writeMetricsFile(folder, name, file)
      return [`Metrics  ${path}`, ...replayLines(relative(process.cwd(), path), file)].join('\n')
    } catch (error) {
      process.exitCode ||= 1
      return `Metrics  not written to ${folder} (outputFolder): ${String(error)}`
    }
  }

  #print(text: string): void {
    const { reporter, marker } = this.#session
    print(this.#vitest, text, [reporter, marker])
  }
}
