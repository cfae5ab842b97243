import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BaselineFile } from '../model/baseline.ts'

/** In the place of what was there; a reader sees the whole of one or of the other. */
export function writeBaseline(path: string, baseline: BaselineFile): void {
  mkdirSync(dirname(path), { recursive: true })
  const partial = `${path}.${process.pid}.partial`
  try {
    writeFileSync(partial, `${JSON.stringify(baseline, null, 2)}\n`)
    renameSync(partial, path)
  } finally {
    rmSync(partial, { force: true })
  }
}
