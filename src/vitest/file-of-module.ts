import { relative } from 'node:path'
import type { TestModule } from 'vitest/node'

/** The path of a test file from the root of the machine that ran it; `root` is that of this one. */
export function fileOfModule(module: TestModule, root: string): string {
  return module.meta().stressReport?.file ?? relative(root, module.moduleId).replaceAll('\\', '/')
}
