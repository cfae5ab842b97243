import { syncBuiltinESMExports } from 'node:module'
import workerThreads, {
  type BroadcastChannel,
  type MessageChannel,
  type MessagePort,
} from 'node:worker_threads'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'
import { replaceClass } from '../replace-class.ts'
import { replaceFunction } from '../replace-function.ts'

interface Open {
  what: string
  isOpen: () => boolean
}
type Method = (this: object) => unknown

/**
 * Ports of a `MessageChannel` that somebody listens to, and broadcast channels: what is open keeps the process alive, and
 * hears what later runs send. A port without a listener is garbage sooner or later, and one that was unref'd is meant to be.
 */
export const messagePort: LeakDetector<'message-port'> = {
  kind: 'message-port',
  begin() {
    const made = new MadeThings<Open>(({ isOpen }) => isOpen())
    const quiet = new WeakSet<object>()
    const module = workerThreads as unknown as Record<string, unknown>
    const method = (name: string, note: (channel: object) => void): (() => void) =>
      replaceFunction<Method>(
        workerThreads.BroadcastChannel.prototype,
        name,
        (original) =>
          function () {
            note(this)
            return Reflect.apply(original, this, [])
          },
      )
    const undo = [
      method('close', (channel) => quiet.add(channel)),
      method('unref', (channel) => quiet.add(channel)),
      replaceClass<typeof MessageChannel>(module, 'MessageChannel', ({ port1, port2 }) => {
        const site = new CreationSite(12)
        for (const port of [port1, port2])
          made.add({ what: 'message port', isOpen: () => hasRef(port) }, site)
      }),
      replaceClass<typeof BroadcastChannel>(module, 'BroadcastChannel', (channel, [name]) => {
        const what = `broadcast channel '${String(name)}'`
        made.add({ what, isOpen: () => !quiet.has(channel) }, new CreationSite(12))
      }),
    ]
    syncBuiltinESMExports()
    return {
      look: () => made.leaks(({ what }) => what),
      end() {
        for (const each of undo) each()
        syncBuiltinESMExports()
      },
    }
  },
}

/** False once it is closed. */
function hasRef(port: MessagePort): boolean {
  return (port as { hasRef?: () => boolean }).hasRef?.() === true
}
