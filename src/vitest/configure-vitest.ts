import type { TestProject, Vitest, VitestPluginContext } from 'vitest/node'
import { configureProject } from './configure-project.ts'
import { keepApart } from './keep-apart.ts'
import { keyModuleCache } from './key-module-cache.ts'
import type { ResolvedPluginOptions } from './plugin-options.ts'
import { ResultsReporter } from './reporter.ts'
import { contextOf, sessionOf, type StressSession } from './session.ts'
import { freeName, splitProject } from './split-project.ts'
import { onlyStressFiles } from './stress-files.ts'
import { setupFile, stressProjectName } from './stress-project.ts'

const builtFiles = '**/dist/**'

/**
 * Called by Vitest for each project that has the plugin. A project of stress files only is set up where it is. Any other
 * keeps its own tests, and its stress files go to a stress project, which is made if there is none yet.
 */
export async function configureVitest(
  context: VitestPluginContext,
  options: ResolvedPluginOptions,
): Promise<void> {
  const { vitest, project, injectTestProjects } = context
  const session = sessionOf(vitest, options)
  keyModuleCache(context, options.isolation.forbid.modules)
  if (session.seen.has(project)) return
  session.seen.add(project)
  const marking = addReporters(session, vitest)

  // Vitest starts this for all projects before any of them gets past its first `await`: who is what must be known by then.
  const { include } = session.options
  const added = isAdded(vitest)
  const found = added ? vitest.projects : [project]
  const claimed = found.filter(
    (each) => !session.projects.has(each) && holdsStressFiles(each, added, include),
  )
  for (const each of claimed) session.projects.set(each, '')
  if (claimed.length === 0 && !added && !session.projects.has(project)) {
    const taken = new Set([...session.names, ...vitest.projects.map(({ name }) => name)])
    const name = freeName(project, taken)
    session.names.add(name)
    // Also where there is no stress file yet: one may be written after this, and before Vitest looks for it.
    const made = await injectTestProjects(splitProject(project, vitest, name, include))
    for (const each of made) takeOnly(each, include)
    claimed.push(...made)
  }
  await marking
  const shared = await contextOf(session, vitest)
  if (shared.socketPath === null && !session.warned) {
    session.warned = true
    vitest.logger.warn('stress  no local socket could be opened: a scenario that blocks will not be ended')
  }
  for (const each of claimed) configureProject(session, each)
  // To all of them: a stress test that lies elsewhere is watched as well, and has the printed seed.
  for (const each of vitest.projects) each.provide('vitest-stress', shared)
  keepApart(session, vitest)
}

/** Here and not in the config, since `--reporter` on the command line replaces what the config says. */
async function addReporters(session: StressSession, vitest: Vitest): Promise<void> {
  if (session.reporter) return
  const reporter = new ResultsReporter(session.options)
  session.reporter = reporter
  vitest.config.reporters.push(reporter)
  if (!vitest.config.reporters.some((each) => [each].flat()[0] === 'blob')) return
  const { ReportMarker } = await import('./report-marker.ts')
  const marker = new ReportMarker(session, vitest)
  session.marker = marker
  vitest.config.reporters.unshift(marker)
}

/** Whether the plugin of the root config has added the stress project to `test.projects`. */
function isAdded(vitest: Vitest): boolean {
  return (vitest.config.projects ?? []).some((project) => {
    const test = (project as { test?: { name?: unknown; setupFiles?: unknown } }).test
    return test?.name === stressProjectName && [test.setupFiles].flat().includes(setupFile)
  })
}

function holdsStressFiles(project: TestProject, added: boolean, include: readonly string[]): boolean {
  if (!added || project.name !== stressProjectName) return onlyStressFiles(project.config.include, include)
  takeOnly(project, include)
  return true
}

/** `extends` joined the root's patterns to ours; and compiled copies of stress files are none. */
function takeOnly({ config }: TestProject, include: readonly string[]): void {
  config.include = [...include]
  config.exclude = [...config.exclude.filter((pattern) => pattern !== builtFiles), builtFiles]
}
