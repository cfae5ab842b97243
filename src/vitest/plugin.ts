import type { Vite, VitestPluginContext } from 'vitest/node'
import { configureVitest } from './configure-vitest.ts'
import { defaultPluginOptions } from './default-plugin-options.ts'
import { importGuard } from './import-guard.ts'
import type { ResolvedPluginOptions, StressPluginOptions } from './plugin-options.ts'
import { externalFiles, stressProject, stressProjectName } from './stress-project.ts'

/**
 * The Vitest plugin: `plugins: [stress()]`. It gives stress files a project of their own with the settings they need,
 * leaves all other tests alone, watches what runs, and reports it.
 */
export function stress(options?: StressPluginOptions): Vite.Plugin {
  const resolving = resolve(options)
  // Told by the first hook that waits for it.
  resolving.catch(() => {})
  return {
    ...importGuard(resolving.then(({ isolation }) => isolation.forbid.modules)),
    name: 'vitest-stress',
    // `test` and `configureVitest` are Vitest's additions to Vite's types, which reach only those who import its config.
    config: async ({ test }: { test?: TestOptions }) => {
      const { include } = await resolving
      return { test: { server: { deps: { external: [externalFiles] } }, ...addedProjects(test, include) } }
    },
    configureVitest: async (context: VitestPluginContext) => configureVitest(context, await resolving),
  } as Vite.Plugin
}

/** What is given is checked by its schema, which takes longer to load than the plugin does; most give nothing. */
async function resolve(options: StressPluginOptions | undefined): Promise<ResolvedPluginOptions> {
  if (options === undefined) return defaultPluginOptions
  const { resolvePluginOptions } = await import('./plugin-options.ts')
  return resolvePluginOptions(options)
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
