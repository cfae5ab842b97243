import type { TestProject } from 'vitest/node'
import { InputError } from '../foundation/problem.ts'
import { patternProblems } from '../isolation/imports/resolve-patterns.ts'
import type { StressSession } from './session.ts'

const path = 'isolation.forbid.modules'

/** Throws where modules are forbidden that nothing would guard, each with the reason. */
export function checkForbidden({ options }: StressSession, { name, config, vite }: TestProject): void {
  const { modules } = options.isolation.forbid
  const problems = patternProblems(modules, config.root, path)
  // Its sources are transformed by its own Vite, without us.
  if (modules.length > 0 && !vite.config.plugins.some((plugin) => plugin.name === 'vitest-stress'))
    problems.push({
      path,
      expected: `stress() among the plugins of each project with stress files`,
      got: `none in "${name}"`,
    })
  if (problems.length > 0) throw new InputError('stress() in the Vitest config', problems)
}
