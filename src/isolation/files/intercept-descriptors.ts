import fs, { readlinkSync } from 'node:fs'
import type { Interceptor } from '../intercept.ts'
import type { Change } from './change.ts'

/** What changes a file by a descriptor that may have been opened for reading. What writes needs one that was opened to. */
const changing = ['chmod', 'chown', 'utimes', 'truncate']

/** Before these, for files that the system can name (Linux): elsewhere a descriptor is only a number. */
export function interceptDescriptors(interceptor: Interceptor, change: Change): void {
  for (const name of changing) {
    for (const called of [`f${name}`, `f${name}Sync`])
      interceptor.before(fs, called, (_, [fd]) => change(`fs.${called}`, pathOfDescriptor(fd)))
  }
  // The class of handles is to be had from one of them only.
  const { open } = fs.promises
  let isKnown = false
  const opened = async (...args: Parameters<typeof open>): ReturnType<typeof open> => {
    const handle = await open(...args)
    if (isKnown) return handle
    isKnown = true
    for (const name of changing) {
      const check = (self: unknown): void =>
        change(`FileHandle.${name}`, pathOfDescriptor((self as { fd: number }).fd))
      interceptor.before(Object.getPrototypeOf(handle) as object, name, check, 'rejects')
    }
    return handle
  }
  interceptor.replace(fs.promises, 'open', opened)
}

// As it was before anything was replaced.
const targetOf = readlinkSync

function pathOfDescriptor(fd: unknown): string | null {
  try {
    const path = targetOf(`/proc/self/fd/${Number(fd)}`)
    // Pipes and sockets have no path, and what is deleted is nobody's.
    return path.startsWith('/') && !path.endsWith(' (deleted)') ? path : null
  } catch {
    return null
  }
}
