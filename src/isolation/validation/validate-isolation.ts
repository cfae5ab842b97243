import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError } from '../../foundation/problem.ts'
import type { IsolationReport } from './answer.ts'
import { askProject } from './ask-project.ts'
import { findModule, isFile } from './find-module.ts'
import { renderReport } from './render-report.ts'

export interface ValidateIsolationOptions {
  /** The module that says which are the cores and the processor: from `root`, or a URL. @default stress/isolation.ts */
  module?: string | URL
  /** Root of the project. @default the working directory */
  root?: string
  /** The Vite or Vitest config, from `root`, if it is not the usual one. */
  config?: string
}

/**
 * Asks the six questions of `vitest-stress validate`, in processes of their own, and takes some seconds. Resolves with the
 * evidence where each answer is yes; rejects with all answers otherwise, and with `InputError` where there is no project to
 * ask. For an ordinary test: a stress run may not start processes.
 */
export async function validateIsolation(options: ValidateIsolationOptions = {}): Promise<IsolationReport> {
  const folder = resolve(options.root ?? process.cwd())
  const { module, config = null } = options
  const modulePath =
    module === undefined
      ? findModule(folder)
      : resolve(folder, module instanceof URL ? fileURLToPath(module) : module)
  if (modulePath !== null && !isFile(modulePath))
    throw new InputError('validateIsolation', [{ path: 'module', expected: 'a file', got: modulePath }])
  const asked = await askProject({ folder, modulePath, config })
  if ('problems' in asked) throw new InputError('validateIsolation', asked.problems)
  const { report } = asked
  if (report.verdict === 'yes') return report
  const error = new Error(`not isolated, or it cannot be told\n\n${renderReport(report)}`)
  error.name = 'IsolationFailure'
  error.stack = `${error.name}: ${error.message}`
  throw error
}
