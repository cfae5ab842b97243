import type { Guard } from './guard.ts'
import { childProcesses } from './guards/child-processes.ts'
import { exits } from './guards/exits.ts'
import { files } from './guards/files.ts'
import { imports } from './guards/imports.ts'
import { nativeAddons } from './guards/native-addons.ts'
import { network } from './guards/network.ts'
import { processState } from './guards/process-state.ts'
import { workerThreads } from './guards/worker-threads.ts'

/** All guards, in the order in which they are installed. */
export const guards: readonly Guard[] = [
  imports,
  network,
  files,
  childProcesses,
  workerThreads,
  nativeAddons,
  processState,
  exits,
]
