import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { cpus, type as osType } from 'node:os'
import { dirname, join } from 'node:path'
import type { Machine } from '../model/baseline.ts'
import { readCgroupLimits } from './read-cgroup-limits.ts'

const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock']

/** What decides whether two results can be held against each other. */
export function readMachineClass(root: string): Machine {
  const processors = cpus()
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    ...readCgroupLimits(),
    node: process.version,
    os: `${osType()} ${process.arch}`,
    lockfile: lockfileHash(root),
    vitest_stress: (JSON.parse(text) as { version: string }).version,
  }
}

/** The project may be one of several that share a lockfile further up. */
function lockfileHash(folder: string): string | null {
  const path = lockfiles.map((name) => join(folder, name)).find((each) => existsSync(each))
  if (path !== undefined) return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16)
  const above = dirname(folder)
  return above === folder ? null : lockfileHash(above)
}
