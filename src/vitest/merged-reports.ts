import type { TestModule, TestProject, TestSpecification, Vitest } from 'vitest/node'
import type { MergedReport } from '../model/metrics.ts'
import type { RunStamp } from '../model/report-stamp.ts'
import { findModuleAgain } from './find-module-again.ts'
import { fileOfModule } from './file-of-module.ts'
import { isStressModule } from './is-stress-module.ts'
import { labelOfFile } from './label-of-file.ts'
import { mergeNotes } from './merge-notes.ts'
import { missingReports, type MergedRun } from './missing-reports.ts'
import { silentTests, type SilentTest } from './silent-tests.ts'

export interface MergeOutcome {
  /** Every file once, whichever machine it is from. */
  modules: readonly TestModule[]
  scenarios: SilentTest[]
  /** Unhandled errors of all runs. */
  errors: unknown[]
  problems: string[]
  notes: string[]
  mergedFrom: MergedReport[]
  interrupted: boolean
}

/**
 * What a merge of reports holds. Vitest shows each file to reporters as it reads it; at the end, files of another root
 * (Vitest 4) and all but the last machine's run of the same file are gone.
 */
export class MergedReports {
  readonly #vitest: Vitest
  readonly #isStress: (project: TestProject) => boolean
  readonly #specifications: readonly TestSpecification[]
  readonly #modules: TestModule[] = []
  readonly #seen = new Set<string>()
  #copied = 0

  constructor(
    vitest: Vitest,
    specifications: readonly TestSpecification[],
    isStress: (project: TestProject) => boolean,
  ) {
    this.#vitest = vitest
    this.#specifications = specifications
    this.#isStress = isStress
  }

  add(module: TestModule): void {
    findModuleAgain(this.#specifications, module)
    const id = module.meta().stressReport?.runId
    const key = id && JSON.stringify([id, module.moduleId, module.project.name, poolOf(module)])
    if (key !== undefined && this.#seen.has(key)) {
      this.#copied++
      return
    }
    if (key !== undefined) this.#seen.add(key)
    this.#modules.push(module)
  }

  /** `known` are the files that Vitest has at the end: it shows their failures itself. So are `errors`. */
  async conclude(known: readonly TestModule[], errors: readonly unknown[]): Promise<MergeOutcome> {
    const modules = this.#modules
    const runs = runsOf(modules)
    const stamps = new Map(runs.map(({ stamp }) => [stamp.id, stamp]))
    const mergedFrom = runs.filter(({ stress }) => stress.length > 0).map(mergedReportOf)
    const scenarios = modules.flatMap((module) => this.#scenariosOf(module, known.includes(module), stamps))
    return {
      modules,
      scenarios,
      errors: allErrors(runs, errors),
      problems: [...missingReports(runs), ...this.#unmarked(), ...(await this.#forgotten())],
      notes: mergeNotes(this.#copied, mergedFrom),
      mergedFrom,
      interrupted: runs.some(({ stamp }) => stamp.interrupted),
    }
  }

  /** What the tests of one file left, what they should have left, and what only their main process knew. */
  #scenariosOf(module: TestModule, shown: boolean, stamps: ReadonlyMap<string, RunStamp>): SilentTest[] {
    const { runId = '', lost = [] } = module.meta().stressReport ?? {}
    const left = [...module.children.allTests()].map((test) => ({
      id: test.id,
      runs: test.meta().stress?.runs ?? [],
    }))
    const heard = new Set([
      ...left.filter(({ runs }) => runs.length > 0).map(({ id }) => id),
      ...lost.map(({ testId }) => testId),
    ])
    const { root } = this.#vitest.config
    const { seed = 0, interrupted = false, machine = null } = stamps.get(runId) ?? {}
    return [
      ...left.flatMap(({ runs }) => runs).map((metrics) => ({ metrics, shown })),
      ...lost.map(({ metrics }) => ({ metrics, shown: false })),
      ...silentTests([module], (id) => heard.has(id), { seed, root, interrupted }).map((each) => ({
        ...each,
        shown: shown && each.shown,
      })),
    ].map((each) => ({ ...each, metrics: { ...each.metrics, machine } }))
  }

  #unmarked(): string[] {
    return this.#modules
      .filter((module) => !module.meta().stressReport && isStressModule(module, this.#isStress))
      .map(
        (module) =>
          `the report with ${fileOfModule(module, this.#vitest.config.root)} does not say what else there must be: was stress() in the config of the run that wrote it?`,
      )
  }

  /** Reports that hold nothing tell nothing of what is missing. Then the files that are here must do. */
  async #forgotten(): Promise<string[]> {
    if (this.#modules.some((module) => module.meta().stressReport)) return []
    const specifications = await this.#vitest.globTestSpecifications()
    const stress = specifications.filter(({ project }) => this.#isStress(project)).length
    return stress === 0
      ? []
      : [
          `the merged reports hold no run of a stress file, and the project has ${stress}: is a shard missing?`,
        ]
  }
}

/** As the runs told them; and what Vitest has besides. */
function allErrors(runs: readonly MergedRun[], errors: readonly unknown[]): unknown[] {
  const told = runs.flatMap(({ stamp }) => stamp.errors)
  if (told.length === 0) return [...errors]
  const others = errors.flatMap((error) => (error as { message?: string } | null)?.message ?? [])
  return [...told, ...others.filter((message) => !told.includes(message))]
}

/** The runs of Vitest that the files are from, in the order of machines and shards. */
function runsOf(modules: readonly TestModule[]): MergedRun[] {
  const reports = modules.flatMap((module) => {
    const report = module.meta().stressReport
    return report ? [{ ...report, label: labelOfFile(report.file, module.project.name) }] : []
  })
  const stamps = reports.flatMap(({ run }) => run ?? [])
  const runs = stamps.map((stamp) => {
    const own = reports.filter(({ runId }) => runId === stamp.id)
    const stress = own.filter((report) => report.stress)
    return { stamp, present: labelsOf(own), stress: labelsOf(stress) }
  })
  return runs.toSorted((a, b) => orderOf(a.stamp).localeCompare(orderOf(b.stamp), 'en', { numeric: true }))
}

function labelsOf(reports: readonly { label: string }[]): string[] {
  return [...new Set(reports.map(({ label }) => label))]
}

function orderOf({ machine, shard }: RunStamp): string {
  return `${machine ?? ''} ${shard?.index ?? 0}`
}

function mergedReportOf({ stamp, stress }: MergedRun): MergedReport {
  const { machine, shard, environment } = stamp
  return {
    machine,
    shard: shard && `${shard.index}/${shard.count}`,
    files: stress.toSorted(),
    environment,
  }
}

/** Vitest runs a file a second time to check its types, if asked. */
function poolOf(module: TestModule): string {
  return (module as unknown as { task: { pool?: string } }).task.pool ?? ''
}
