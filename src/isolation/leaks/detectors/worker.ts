import { channel } from 'node:diagnostics_channel'
import type { Worker } from 'node:worker_threads'
import { freeThreadMark } from '../../free-thread.ts'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'

/** Worker threads that still run. */
export const worker: LeakDetector<'worker'> = {
  kind: 'worker',
  begin() {
    const made: { one: Worker; site: CreationSite }[] = []
    const created = channel('worker_threads')
    const onCreated = (message: unknown): void => {
      made.push({ one: (message as { worker: Worker }).worker, site: new CreationSite(16) })
    }
    created.subscribe(onCreated)
    return {
      look: () =>
        // Node sets the number when a thread has ended.
        made
          .filter(({ one }) => one.threadId !== -1 && !(freeThreadMark in one))
          .map(({ one, site }) => ({ what: `thread ${one.threadId}`, site, mayEnd: true })),
      end: () => created.unsubscribe(onCreated),
    }
  },
}
