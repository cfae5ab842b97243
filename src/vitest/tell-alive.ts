import { realClock } from '../foundation/clock.ts'
import { tell } from './channel.ts'

const everyMs = 500

/** Tells the main process now and then that this one does not block; returns what ends that. */
export function tellAlive(socketPath: string | null, id: string): () => void {
  let cancel: () => void
  const beat = (): void => {
    cancel = realClock.after(everyMs, () => {
      void tell(socketPath, { type: 'alive', id })
      beat()
    })
  }
  beat()
  return () => cancel()
}
