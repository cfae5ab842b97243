import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/** Bytes of the heap that something still holds on to. */
export function heldHeapBytes(): number {
  gc()
  return process.memoryUsage().heapUsed
}
