import type { TestModule, TestSpecification } from 'vitest/node'

/**
 * At the end of a merge Vitest looks its files up by ids made of their paths from this root. Those of another root have
 * other ids (Vitest 4), so they would be left out of the summary, of other reports and of the exit code.
 */
export function findModuleAgain(specifications: readonly TestSpecification[], module: TestModule): void {
  for (const specification of specifications) {
    const same = specification.moduleId === module.moduleId && specification.project === module.project
    if (same && specification.testModule === undefined) Object.assign(specification, { taskId: module.id })
  }
}
