import type { Vitest } from 'vitest/node'
import type { StressSession } from './session.ts'
import { stressProjectName } from './stress-project.ts'

/** Sees to it that no stress file runs twice: neither as an ordinary test, nor in two stress projects. */
export function keepApart(
  session: Pick<StressSession, 'projects' | 'names'>,
  vitest: Pick<Vitest, 'projects'>,
): void {
  for (const project of vitest.projects) {
    // By its name as well: it may be made, and not set up yet, when another one is.
    const own = session.projects.has(project) || session.names.has(project.name)
    if (own && project.name !== stressProjectName) continue
    const others = [...session.projects.keys()].filter(
      (other) => other !== project && other.config.root === project.config.root,
    )
    const patterns = others.flatMap(({ config }) => config.include)
    const missing = patterns.filter((pattern) => !project.config.exclude.includes(pattern))
    // The array may be Vitest's own default, which all projects share.
    project.config.exclude = [...project.config.exclude, ...missing]
  }
}
