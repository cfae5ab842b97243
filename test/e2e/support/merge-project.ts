import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeProject, runAgain, type ProjectRun, type RunOptions } from './run-project.ts'

/** One machine: a copy of the project in a folder of its own, run with a report for a merge. */
export interface Machine extends ProjectRun {
  /** Where its report is. */
  blob: string
}

const blobName = 'blob.json'

export async function runMachine(
  files: Record<string, string>,
  { args = [], ...options }: RunOptions = {},
): Promise<Machine> {
  const folder = makeProject(files)
  const run = await runAgain(folder, {
    ...options,
    args: ['--reporter=blob', `--outputFile.blob=${blobName}`, ...args],
  })
  return { ...run, blob: join(folder, blobName) }
}

/** Merges the reports in one more copy of the project. Their names say nothing: users may rename them. */
export async function mergeMachines(
  files: Record<string, string>,
  machines: readonly Machine[],
): Promise<ProjectRun> {
  const folder = makeProject(files)
  mkdirSync(join(folder, 'reports'))
  for (const [index, { blob }] of machines.entries())
    copyFileSync(blob, join(folder, 'reports', `${index}.json`))
  return runAgain(folder, { args: ['--merge-reports=reports'] })
}
