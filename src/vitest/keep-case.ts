import { writeFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import type { ScenarioMetrics } from '../model/metrics.ts'
import { renderCase } from '../report/render-case.ts'
import { writeCase } from '../report/write-case.ts'
import { readStressContext } from './read-stress-context.ts'
import type { TestTask } from './test-task.ts'

/** Writes the smallest case that was found as a test file, and tells who asked for it. What cannot be written is told. */
export function keepCase({ file }: TestTask, metrics: ScenarioMetrics): void {
  const shrunk = metrics.reproduction?.shrunk ?? null
  const { root, replay } = readStressContext()
  try {
    if (shrunk !== null) {
      const path = writeCase(file.filepath, renderCase(metrics.name, basename(file.filepath), shrunk))
      shrunk.file = relative(root, path).replaceAll('\\', '/')
    }
    if (replay !== null && replay.shrinkTo !== null) {
      const { verdict, problems } = metrics
      writeFileSync(replay.shrinkTo, JSON.stringify({ verdict, problems, shrunk }))
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    metrics.problems = [...metrics.problems, `the smallest case could not be written: ${reason}`]
  }
}
