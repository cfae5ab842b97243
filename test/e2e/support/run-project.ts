import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { findHost } from './host.ts'
import { readResults, type ProjectResults } from './read-results.ts'
import { spawnVitest, type SpawnedRun, type SpawnOptions } from './spawn-vitest.ts'

export const host = findHost()

// A machine that is busy with other things takes a multiple of the usual second or two. Concurrent tests suit projects whose
// loads are not timed: two at once, since a run mostly keeps one core busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000, maxConcurrency: 2 })

export interface RunOptions extends SpawnOptions {
  /** The fixture saturates the generator on purpose: its verdict is not the machine's doing. */
  saturates?: boolean
}

export type ProjectRun = SpawnedRun & ProjectResults & { folder: string }

const defaultConfig = `
import { stress } from 'vitest-stress/plugin'
import { defineConfig } from 'vitest/config'
export default defineConfig({ plugins: [stress()] })
`

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Writes a project and runs the real Vitest on it in a process of its own. The project is removed after the test file. */
export async function runProject(
  files: Record<string, string>,
  options: RunOptions = {},
): Promise<ProjectRun> {
  return runAgain(makeProject(files), options)
}

/** Writes a project, with the plugin in its config unless `files` has another config. */
export function makeProject(files: Record<string, string>): string {
  const folder = mkdtempSync(join(host.projects, 'project-'))
  folders.push(folder)
  for (const [path, text] of Object.entries({ 'vitest.config.ts': defaultConfig, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/**
 * Runs Vitest on a project that is there. A machine busy with other things holds a process up for longer than a load by the
 * clock allows; its scenario is then rightly `saturated`, which says nothing of what is tested here: such a run is repeated.
 */
export async function runAgain(folder: string, options: RunOptions = {}): Promise<ProjectRun> {
  const { saturates = false, ...spawn } = options
  for (let repeats = 0; ; repeats++) {
    const before = readResults(folder).metricsFiles
    const run = { folder, ...(await spawnVitest(host, folder, spawn)), ...readResults(folder, before) }
    const isHindered = run.metrics?.scenarios.some(({ cause }) => cause === 'saturated') === true
    if (!isHindered || saturates || repeats === 2) return run
  }
}

/** The text of a Vitest config with `stress()` and these settings. */
export function configOf(settings: string, plugins = 'stress()'): string {
  return `
import { stress } from 'vitest-stress/plugin'
import { defineConfig } from 'vitest/config'
export default defineConfig({ plugins: [${plugins}], test: { ${settings} } })
`
}

/**
 * First line of most fixtures: what they use, and work that takes about a millisecond. One line, so that the line
 * numbers of what follows are plain to see.
 */
export const header = [
  `import { runStress, stressTest } from 'vitest-stress'`,
  `import { MessageQueueProcessor, MockMessagingCore, agentMessages } from 'vitest-stress/queue'`,
  `import { afterAll, describe, expect, test } from 'vitest'`,
  `const work = () => new Promise<void>((resolve) => setTimeout(resolve, 1))`,
  `const few = { executor: 'shared-iterations', iterations: 10, concurrency: 2 } as const`,
].join('; ')

/** The same, of a fixture that does beyond its process what a sealed run must not: that is not what is tested there. */
export const openHeader = `/* @stress-isolation open */ ${header}`

/** Added to a file that must run first: Vitest takes the largest files first where it knows no better. */
export const runsFirst = `\n// ${'runs first '.repeat(200)}`
