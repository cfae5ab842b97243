import type { TestModule, TestProject } from 'vitest/node'

/** Whether a test file has to do with stress tests: by its project, or by what its tests left. */
export function isStressModule(module: TestModule, isStress: (project: TestProject) => boolean): boolean {
  return isStress(module.project) || [...module.children.allTests()].some((test) => test.meta().stress)
}
