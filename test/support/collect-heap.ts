import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/**
 * Bytes of the heap that something still holds on to. One collection finds not all: what has just been imported is let go of
 * in a later one.
 */
export function heldHeapBytes(): number {
  let held = Infinity
  for (let before = Infinity, round = 0; round < 2 || (held < before - 100_000 && round < 10); round++) {
    before = held
    gc()
    held = process.memoryUsage().heapUsed
  }
  return held
}
