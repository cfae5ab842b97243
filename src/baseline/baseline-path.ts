import { createHash } from 'node:crypto'
import { basename, dirname, posix } from 'node:path'
import type { RunIdentity } from '../model/wire.ts'

const longestSlug = 60

/**
 * Where the baseline of a scenario is, from the project root: in a folder beside its stress file. Two scenarios whose names
 * differ in what a file name cannot hold have files of their own.
 */
export function baselinePath({
  file,
  name,
  project,
}: Pick<RunIdentity, 'file' | 'name' | 'project'>): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, longestSlug)
  const hash = createHash('sha256')
    .update(JSON.stringify([project, name]))
    .digest('hex')
    .slice(0, 8)
  return posix.join(dirname(file), '__baselines__', basename(file), `${slug}-${hash}.json`)
}
