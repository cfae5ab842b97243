import type { TestProject, Vitest } from 'vitest/node'
import { stressProject, stressProjectName } from './stress-project.ts'

/** Any Vite config; its fields are passed on, not read. */
type AnyConfig = Record<string, unknown> & { test?: Record<string, unknown>; plugins?: unknown[] }

/** The stress project beside `project`, whose own tests stay where they are: the same settings, other files. */
export function splitProject(
  project: TestProject,
  vitest: Vitest,
  name: string,
  include: readonly string[],
): object {
  const own = stressProject(name, include)
  const { inlineConfig, configFile } = project.vite.config as unknown as {
    inlineConfig: AnyConfig
    configFile?: string
  }
  // A root without projects: `extends: true` means its config.
  if (!vitest.config.projects?.length) return own
  // A project with a config file of its own: that is what to extend.
  if (configFile && configFile !== vitest.vite.config.configFile) {
    return { ...own, extends: configFile, root: project.config.root }
  }
  // A project that is written inside the root config: what is written there is repeated.
  const { test, plugins, root, resolve, define } = inlineConfig
  return {
    ...own,
    extends: configFile !== undefined,
    ...(root === undefined ? {} : { root }),
    ...(resolve === undefined ? {} : { resolve }),
    ...(define === undefined ? {} : { define }),
    plugins: (plugins ?? []).flat(Infinity).filter((plugin) => !isVitests(plugin)),
    test: {
      ...test,
      ...own.test,
      ...(test?.['setupFiles'] ? { setupFiles: [test['setupFiles'], own.test.setupFiles].flat() } : {}),
    },
  }
}

function isVitests(plugin: unknown): boolean {
  const name = (plugin as { name?: unknown } | null | undefined)?.name
  return (
    typeof name === 'string' && (name === 'vitest' || name.startsWith('vitest:') || name === 'vitest-stress')
  )
}

/** `stress`, unless a project has that name. */
export function freeName(project: TestProject, taken: ReadonlySet<string>): string {
  return taken.has(stressProjectName) ? `${project.name || 'root'}-${stressProjectName}` : stressProjectName
}
