import type { ChildProcess } from 'node:child_process'
import { channel } from 'node:diagnostics_channel'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'

/** Child processes that still run. */
export const childProcess: LeakDetector<'child-process'> = {
  kind: 'child-process',
  begin() {
    const made = new MadeThings<ChildProcess>(
      ({ pid, exitCode, signalCode }) => pid !== undefined && exitCode === null && signalCode === null,
    )
    // Published where one is made, before it is started: a sweep just then would drop it.
    const waiting: [ChildProcess, CreationSite][] = []
    const created = channel('child_process')
    const onCreated = (message: unknown): void => {
      waiting.push([(message as { process: ChildProcess }).process, new CreationSite(16)])
    }
    created.subscribe(onCreated)
    return {
      look() {
        for (const [one, site] of waiting.splice(0)) made.add(one, site)
        return made.leaks(({ pid, spawnfile }) => `${spawnfile}, process ${pid}`)
      },
      end: () => created.unsubscribe(onCreated),
    }
  },
}
