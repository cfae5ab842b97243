import type { CleanFile } from './clean-file.ts'
import { kit } from './kit.ts'
import { loads } from './loads.ts'
import { network } from './network.ts'
import { node } from './node.ts'
import { processes } from './processes.ts'
import { seldom } from './seldom.ts'
import { vitest } from './vitest.ts'
import { workers } from './workers.ts'

/**
 * 100 and more scenarios that do nothing wrong, by the names of their files; in parts, each for a run of its own, since a
 * busy machine takes its time. A false alarm that somebody meets belongs in here.
 */
export const cleanFiles: readonly Record<string, CleanFile>[] = [
  { loads },
  { network, vitest },
  { kit, processes, workers },
  { node, seldom },
]
