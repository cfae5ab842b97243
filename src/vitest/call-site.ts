import { expect } from 'vitest'
import { fileURLToPath } from 'node:url'

/**
 * Where in the test file the caller's caller was called: one line of a stack, or null. Taken at collection, so that a
 * failure points to the scenario and not into this package. A call from another module is placed in the test file.
 */
export function captureCallSite(): string | null {
  const testPath = expect.getState().testPath
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 50
  const stack = new Error('call site').stack ?? ''
  Error.stackTraceLimit = stackTraceLimit
  const frames = stack.split('\n').filter((line) => /^\s*at /.test(line))
  return frames.find((frame) => testPath !== undefined && isIn(frame, testPath)) ?? null
}

function isIn(frame: string, path: string): boolean {
  const location = /(file:\/\/[^)\s]+?):\d+:\d+\)?$/.exec(frame)?.[1]
  if (location) return fileURLToPath(location).replaceAll('\\', '/').split('?')[0] === path
  return frame.replaceAll('\\', '/').includes(`${path}:`)
}
