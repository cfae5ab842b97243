import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { currentIsolation } from '../isolation/isolation.ts'
import { mayWrite } from '../isolation/measure-enforcement.ts'
import type { PlaceAnswer } from '../model/wire.ts'
import { askMain } from './ask-main.ts'
import { readStressContext } from './read-stress-context.ts'

/**
 * Writes a file that nobody's test asked for at `path`. Where Node denies that to this process, `write` is given a place where
 * it may write, and the main process moves the file from there. `isNew`: rejects with EEXIST where there is one already.
 */
export async function leaveFile(
  path: string,
  write: (path: string) => void | Promise<void>,
  { isNew = false } = {},
): Promise<void> {
  if (mayWrite(path)) return write(path)
  // What `tmpdir()` says here may be another folder: `test.env`, or a test, may have set the variable.
  const folder = currentIsolation()?.policy.ownFolders.at(-1) ?? tmpdir()
  const from = join(folder, `vitest-stress-file-${randomUUID()}`)
  await write(from)
  await place(from, path, isNew)
}

/** Removes such a file. */
export async function removeFile(path: string): Promise<void> {
  await place(null, path, false)
}

async function place(from: string | null, to: string, isNew: boolean): Promise<void> {
  const { socketPath } = readStressContext()
  if (socketPath === null) throw new Error('Node denies it to this process, and no main process is there')
  const { problem } = await askMain<PlaceAnswer>(socketPath, { type: 'place', from, to, isNew })
  if (problem !== null) throw Object.assign(new Error(problem.message), { code: problem.code })
}
