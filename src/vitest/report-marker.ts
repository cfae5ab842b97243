import { randomUUID } from 'node:crypto'
import { relative } from 'node:path'
import type { Reporter, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node'
import type { ReportStamp, RunStamp } from '../model/report-stamp.ts'
import { readEnvironment } from '../report/read-environment.ts'
import { CollectedRuns } from './collected-runs.ts'
import { fileOfModule } from './file-of-module.ts'
import { isStressModule } from './is-stress-module.ts'
import { labelOfFile } from './label-of-file.ts'
import { testIdOf } from './run-id.ts'
import type { StressSession } from './session.ts'

/**
 * Leaves in a report for a merge what Vitest does not: which shard and machine it is from, and what else there must be.
 * It stands before the reporter that writes blobs, which reads the meta of the files at the same event.
 */
export class ReportMarker implements Reporter {
  readonly #session: StressSession
  readonly #vitest: Vitest
  #files: readonly string[] = []

  constructor(session: StressSession, vitest: Vitest) {
    this.#session = session
    this.#vitest = vitest
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    const all = this.#vitest.config.shard ? await this.#beforeSharding() : specifications
    const { root } = this.#vitest.config
    const labels = all.map(({ moduleId, project }) =>
      labelOfFile(relative(root, moduleId).replaceAll('\\', '/'), project.name),
    )
    this.#files = [...new Set(labels)].toSorted()
  }

  /** Vitest 5 tells reporters of one shard only. */
  #beforeSharding(): Promise<TestSpecification[]> {
    const { filenamePattern } = this.#vitest as Vitest & { filenamePattern?: string[] }
    return this.#vitest.getRelevantTestSpecifications(filenamePattern ?? [])
  }

  /** Without an `await`: the next reporter writes. */
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    const { seed, machine } = this.#session
    const { shard, root } = this.#vitest.config
    const run: RunStamp = {
      id: randomUUID(),
      machine,
      shard: shard ?? null,
      seed,
      interrupted: reason === 'interrupted',
      errors: errors.map((error) => String((error as { message?: unknown } | null)?.message ?? error)),
      environment: readEnvironment(this.#vitest.version, root),
      files: this.#files,
    }
    for (const [index, module] of modules.entries()) {
      const file = fileOfModule(module, root)
      const stress = isStressModule(module, (project) => this.#session.projects.has(project))
      const lost = this.#lost(module, file)
      module.meta().stressReport = { runId: run.id, run: index === 0 ? run : null, file, stress, lost }
    }
  }

  #lost(module: TestModule, file: string): ReportStamp['lost'] {
    const collected = new CollectedRuns()
    for (const test of module.children.allTests()) collected.add(test.id, test.meta().stress?.runs ?? [])
    return [...this.#session.hub.runs.values()]
      .filter(({ identity }) => identity.file === file && (identity.project ?? '') === module.project.name)
      .flatMap((run) =>
        collected.missed([run]).map((metrics) => ({ testId: testIdOf(run.identity.id), metrics })),
      )
  }
}
