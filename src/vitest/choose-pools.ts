import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TestSpecification } from 'vitest/node'
import type { IsolationSettings } from '../config/isolation-schema.ts'
import { makeFolder } from '../isolation/make-folder.ts'
import { enforcingPool } from './enforcing-pool.ts'
import type { StressSession } from './session.ts'

/** In a comment of a file, or in what it says of its workers: most files have neither. */
const says = '@stress-isolation'
/** Workers that are processes are started by the file's own, which must be let. */
const hasProcesses = /\bkind['"]?\s*:\s*['"`]process['"`]/

/**
 * Before files run: those that are sealed are given the pool whose processes Node itself keeps sealed, as flags are of a
 * process and strength is of a file. Returns what is to be called after them.
 */
export async function choosePools(
  { projects, options }: Pick<StressSession, 'projects' | 'options'>,
  specifications: readonly TestSpecification[],
): Promise<() => void> {
  const undo: (() => void)[] = []
  for (const specification of specifications) {
    const { project, moduleId, pool } = specification
    if (!projects.has(project) || project.config.poolRunner?.name !== enforcingPool) continue
    if (pool !== project.config.pool || !(await isEnforced(moduleId, options.isolation))) continue
    Object.assign(specification, { pool: enforcingPool })
    // Vitest knows a specification by its pool when files run again.
    undo.push(() => Object.assign(specification, { pool }))
    undo.push(makeFolder(resolve(project.config.root, options.outputFolder)))
  }
  return () => {
    for (const each of undo.splice(0).toReversed()) each()
  }
}

async function isEnforced(file: string, ofPlugin: IsolationSettings): Promise<boolean> {
  const source = readSource(file)
  if (source === null || hasProcesses.test(source)) return false
  if (!source.includes(says)) return ofPlugin.strength === 'sealed' && ofPlugin.enforce
  const { readFileIsolation } = await import('../config/read-file-isolation.ts')
  const said = readFileIsolation(source, ofPlugin) ?? { ok: true, value: ofPlugin }
  return said.ok && said.value.strength === 'sealed' && said.value.enforce
}

/** null: it is no file. */
function readSource(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
