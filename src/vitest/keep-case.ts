import { writeFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import type { ScenarioMetrics } from '../model/metrics.ts'
import { renderCase } from '../report/render-case.ts'
import { writeCase } from '../report/write-case.ts'
import { leaveFile } from './leave-file.ts'
import { readStressContext } from './read-stress-context.ts'
import type { TestTask } from './test-task.ts'

/** Writes the smallest case that was found as a test file, and tells who asked for it. What cannot be written is told. */
export async function keepCase({ file }: TestTask, metrics: ScenarioMetrics): Promise<void> {
  const shrunk = metrics.reproduction?.shrunk ?? null
  const { root, replay } = readStressContext()
  try {
    if (shrunk !== null) {
      const text = renderCase(metrics.name, basename(file.filepath), shrunk)
      const path = await writeCase(file.filepath, text, writeNew)
      shrunk.file = relative(root, path).replaceAll('\\', '/')
    }
    if (replay !== null && replay.shrinkTo !== null) {
      const { verdict, problems } = metrics
      const text = JSON.stringify({ verdict, problems, shrunk })
      await leaveFile(replay.shrinkTo, (path) => writeFileSync(path, text))
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    metrics.problems = [...metrics.problems, `the smallest case could not be written: ${reason}`]
  }
}

async function writeNew(to: string, text: string): Promise<void> {
  await leaveFile(to, (path) => writeFileSync(path, text, { flag: 'wx' }), { isNew: true })
}
