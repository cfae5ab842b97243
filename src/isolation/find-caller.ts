import { fileURLToPath } from 'node:url'

export interface Caller {
  /** file:line:column of what made the call; null where the stack has nothing but Node's own code. */
  callSite: string | null
  /** The first frame in code of the project. */
  frame: string | null
}

const ownFolder = fileURLToPath(new URL('..', import.meta.url)).replaceAll('\\', '/')
const framesRead = 50

/** Who called what is guarded: the innermost frame outside of Node and of this package. */
export function findCaller(): Caller {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = framesRead
  const stack = new Error('attempt').stack ?? ''
  Error.stackTraceLimit = stackTraceLimit
  return callerIn(stack)
}

/** The same, of a stack as text. */
export function callerIn(stack: string): Caller {
  const frames = stack.split('\n').filter((line) => /^\s*at /.test(line) && !isInternal(line))
  const own = frames.find((line) => !line.replaceAll('\\', '/').includes('/node_modules/'))
  return { callSite: frames[0] === undefined ? null : placeOf(frames[0]), frame: own?.trim() ?? null }
}

function isInternal(line: string): boolean {
  const place = placeOf(line)
  return place === null || place.startsWith('node:') || place.replaceAll('\\', '/').startsWith(ownFolder)
}

/** file:line:column of a frame. */
function placeOf(line: string): string | null {
  const place = /(?:\(|at (?:async )?)((?:file:\/\/|node:|\/|[A-Za-z]:\\)[^()]*:\d+:\d+)\)?$/.exec(line)?.[1]
  if (place === undefined) return null
  return place.startsWith('file://') ? place.replace(/^file:\/\/(?=\/)/, '') : place
}
