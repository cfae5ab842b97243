import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'
import { replaceFunction } from '../replace-function.ts'

type Open = (...args: unknown[]) => unknown
type Stream = (...args: unknown[]) => { once(event: 'open', listener: (fd: number) => void): unknown }
type Opened = (error: unknown, fd?: number) => void

/**
 * File descriptors that were opened and not closed, told by the operating system where it does so in `/proc`; elsewhere
 * none is found. Where it was opened is known of calls of `fs.open`, `fs.openSync` and `fs.promises.open`.
 */
export const file: LeakDetector<'file'> = {
  kind: 'file',
  begin() {
    const before = openFiles()
    const sites = new Map<number, CreationSite>()
    const undo = [
      replaceFunction<Open>(fs, 'openSync', (original) => (...args) => {
        const fd = original(...args)
        sites.set(fd as number, new CreationSite(12))
        return fd
      }),
      replaceFunction<Open>(fs, 'open', (original) => (...args) => {
        const site = new CreationSite(12)
        const callback = args.at(-1) as Opened
        if (typeof callback !== 'function') return original(...args)
        const noted: Opened = (error, fd) => {
          if (fd !== undefined) sites.set(fd, site)
          callback(error, fd)
        }
        return original(...args.slice(0, -1), noted)
      }),
      replaceFunction<Open>(fs.promises, 'open', (original) => async (...args) => {
        const site = new CreationSite(12)
        const handle = (await original(...args)) as { fd: number }
        sites.set(handle.fd, site)
        return handle
      }),
      ...['createReadStream', 'createWriteStream'].map((name) =>
        // The file is opened later, when nobody is left on the stack.
        replaceFunction<Stream>(fs, name, (original) => (...args) => {
          const site = new CreationSite(12)
          const stream = original(...args)
          stream.once('open', (fd) => sites.set(fd, site))
          return stream
        }),
      ),
    ]
    syncBuiltinESMExports()
    return {
      look: () =>
        [...openFiles()]
          // Other threads of the process open files too: what this one did not open is none of its leaks.
          .filter(([fd, path]) => before.get(fd) !== path && (isMainThread || sites.has(fd)))
          .map(([fd, path]) => ({ what: path, site: sites.get(fd) ?? null, mayEnd: true })),
      end() {
        for (const each of undo) each()
        syncBuiltinESMExports()
      },
    }
  },
}

/** Open descriptors of files, with what each is open on. */
function openFiles(): Map<number, string> {
  const open = new Map<number, string>()
  let names: string[]
  try {
    names = fs.readdirSync('/proc/self/fd')
  } catch {
    return open
  }
  for (const name of names) {
    try {
      const path = fs.readlinkSync(`/proc/self/fd/${name}`)
      // Sockets and pipes have no path; devices and the kernel's own files are nobody's data.
      if (/^\/(?!dev\/|proc\/|sys\/)/.test(path)) open.set(Number(name), path)
    } catch {
      // The one that the folder was read by is closed again.
    }
  }
  return open
}
