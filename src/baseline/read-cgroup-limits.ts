import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Machine } from '../model/baseline.ts'

type Limits = Pick<Machine, 'cpu_limit' | 'memory_limit_bytes'>

/** Larger than any machine's: what version 1 says where there is none. */
const noMemoryLimit = 2 ** 50

/** What the control group of this process allows (version 2, else 1); null where there is no limit, or no such group. */
export function readCgroupLimits(root = '/sys/fs/cgroup', own = '/proc/self/cgroup'): Limits {
  const path = /^0::(.*)$/m.exec(read(own) ?? '')?.[1] ?? '/'
  const first = (...files: string[]): string | null =>
    files.reduce<string | null>((found, file) => found ?? read(join(root, file)), null)
  const [quota = 'max', period = '100000'] =
    (first(join(path, 'cpu.max'), 'cpu.max') ?? oldCpu(root))?.split(/\s+/) ?? []
  const memory = first(join(path, 'memory.max'), 'memory.max', 'memory/memory.limit_in_bytes')
  return {
    cpu_limit: limitOf(quota, Number(period)),
    memory_limit_bytes: limitOf(memory?.trim() ?? 'max', 1),
  }
}

function oldCpu(root: string): string | null {
  const quota = read(join(root, 'cpu/cpu.cfs_quota_us'))
  return quota === null ? null : `${quota.trim()} ${read(join(root, 'cpu/cpu.cfs_period_us')) ?? ''}`.trim()
}

/** `max`, or -1: none. */
function limitOf(text: string, unit: number): number | null {
  const limit = Number(text)
  return limit > 0 && limit < noMemoryLimit ? limit / unit : null
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
