import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Lines are gathered up to this size before they are written. */
const chunkLength = 64 * 1024

/** Writes lines to `path`, its folders made, and only then in the place of what was there. */
export async function writeHistory(path: string, lines: Iterable<string>): Promise<void> {
  mkdirSync(dirname(path), { recursive: true })
  const partial = `${path}.${process.pid}.partial`
  const file = await open(partial, 'w')
  try {
    let chunk = ''
    for (const line of lines) {
      chunk += `${line}\n`
      if (chunk.length < chunkLength) continue
      await file.write(chunk)
      chunk = ''
    }
    await file.write(chunk)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  } finally {
    await file.close()
  }
  renameSync(partial, path)
}
