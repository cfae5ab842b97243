import type { Vite, VitestPluginContext } from 'vitest/node'
import { configureVitest } from './configure-vitest.ts'
import { resolvePluginOptions, type StressPluginOptions } from './plugin-options.ts'
import { externalFiles, stressProject, stressProjectName } from './stress-project.ts'

/**
 * The Vitest plugin: `plugins: [stress()]`. It gives stress files a project of their own with the settings they need,
 * leaves all other tests alone, watches what runs, and reports it.
 */
export function stress(options?: StressPluginOptions): Vite.Plugin {
  const resolved = resolvePluginOptions(options)
  return {
    name: 'vitest-stress',
    // `test` and `configureVitest` are Vitest's additions to Vite's types, which reach only those who import its config.
    config: ({ test }: { test?: TestOptions }) => ({
      test: { server: { deps: { external: [externalFiles] } }, ...addedProjects(test, resolved.include) },
    }),
    configureVitest: (context: VitestPluginContext) => configureVitest(context, resolved),
  } as Vite.Plugin
}

interface TestOptions {
  name?: unknown
  projects?: unknown[]
}

/** A project can only be added here when there are some already; where there are none, one is injected later on. */
function addedProjects(test: TestOptions | undefined, include: readonly string[]): { projects?: object[] } {
  if (!test?.projects || nameOf(test) === stressProjectName) return {}
  const taken = test.projects.some(
    (project) => nameOf((project as { test?: TestOptions } | null)?.test) === stressProjectName,
  )
  return taken ? {} : { projects: [stressProject(stressProjectName, include)] }
}

function nameOf(test: TestOptions | undefined): unknown {
  const name = test?.name
  return typeof name === 'object' && name !== null ? (name as { label?: unknown }).label : name
}
