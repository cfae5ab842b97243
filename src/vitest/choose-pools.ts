import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { TestSpecification } from 'vitest/node'
import type { IsolationSettings } from '../config/isolation-schema.ts'
import { makeFolder } from '../isolation/make-folder.ts'
import { describeWithProcesses } from './describe-with-processes.ts'
import { enforcingPool } from './enforcing-pool.ts'
import type { StressSession } from './session.ts'

/** A comment may hold quotes, and a text what would be a comment. */
const textOrComment = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(["'])(?:\\.|(?!\1)[^\\\n])*\1|`(?:\\[\s\S]|[^\\`])*`/g
/** In a comment of a file, or in what it says of its workers: most files have neither. */
const says = '@stress-isolation'
/** Workers that are processes are started by the file's own, which must be let. */
const saysProcess = /\bkind['"]?\s*:\s*['"`]process['"`]/

/**
 * Before files run: those that are sealed are given the pool whose processes Node itself keeps sealed, as flags are of a
 * process and strength is of a file. Returns what is to be called after them. `tell` is given a line for those that would be, had
 * they no workers that are processes.
 */
export async function choosePools(
  { projects, options }: Pick<StressSession, 'projects' | 'options'>,
  specifications: readonly TestSpecification[],
  tell: (line: string) => void = () => {},
): Promise<() => void> {
  const undo: (() => void)[] = []
  const withProcesses = new Set<string>()
  for (const specification of specifications) {
    const { project, moduleId, pool } = specification
    if (!projects.has(project) || project.config.poolRunner?.name !== enforcingPool) continue
    const source = readSource(moduleId)
    if (pool !== project.config.pool || source === null) continue
    if (!(await isToBeEnforced(source, options.isolation))) continue
    if (hasProcesses(source)) {
      withProcesses.add(relative(project.config.root, moduleId))
      continue
    }
    Object.assign(specification, { pool: enforcingPool })
    // Vitest knows a specification by its pool when files run again.
    undo.push(() => Object.assign(specification, { pool }))
    undo.push(makeFolder(resolve(project.config.root, options.outputFolder)))
  }
  if (withProcesses.size > 0) tell(describeWithProcesses([...withProcesses]))
  return () => {
    for (const each of undo.splice(0).toReversed()) each()
  }
}

async function isToBeEnforced(source: string, ofPlugin: IsolationSettings): Promise<boolean> {
  if (!source.includes(says)) return ofPlugin.strength === 'sealed' && ofPlugin.enforce
  const { readFileIsolation } = await import('../config/read-file-isolation.ts')
  const said = readFileIsolation(source, ofPlugin) ?? { ok: true, value: ofPlugin }
  return said.ok && said.value.strength === 'sealed' && said.value.enforce
}

/** What stands in a comment does not count. */
function hasProcesses(source: string): boolean {
  if (!saysProcess.test(source)) return false
  return saysProcess.test(source.replaceAll(textOrComment, (found) => (/^\/[/*]/.test(found) ? ' ' : found)))
}

/** null: it is no file. */
function readSource(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
