import { ownFolder, placeOf } from './place-of.ts'
import { spyFrame } from './spy-frame.ts'

export interface Caller {
  /** file:line:column of what made the call; null where the stack has nothing but Node's own code. */
  callSite: string | null
  /** The first frame in code of the project. */
  frame: string | null
  /** It is Node or Vitest, or what this package does for itself and not for a test. */
  isOwn: boolean
}

/** Of this package: the files that do something beyond the process which no test asked for. */
const ownFiles = [
  'baseline/write-baseline.',
  'chaos/process/orphan-guard.',
  'foundation/precise-timer.',
  'report/write-history.',
  'vitest/channel.',
  'vitest/end-with-parent.',
  'vitest/keep-case.',
  'vitest/leave-file.',
  'workers/end-with-parent-process.',
]
/** Ends a thread after an error that nobody caught, and the like; in `task_queues`, promises call whom they like. */
const nodeItself = /^node:internal\/(?:main\/|process\/(?!task_queues))/
const vitest = /\/node_modules\/(?:vitest|@vitest\/[^/]+|vite)\//
const framesRead = 50

/** Who called what is guarded: the innermost frame outside of Node and of this package. */
export function findCaller(): Caller {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = framesRead
  const stack: unknown = new Error('attempt').stack
  Error.stackTraceLimit = stackTraceLimit
  // Whoever replaces `Error.prepareStackTrace` may make anything of it.
  return callerIn(typeof stack === 'string' ? stack : '')
}

/** The same, of a stack as text. */
export function callerIn(stack: string): Caller {
  const places = stack
    .split('\n')
    .map((line) => ({ line: line.trim(), place: placeOf(line) }))
    .filter(({ place }) => place !== null && !isGuard(place) && !spyFrame.test(place)) as {
    line: string
    place: string
  }[]
  const outer = places.filter(({ place }) => !place.startsWith('node:'))
  const called = outer.find(({ place }) => !place.startsWith(ownFolder))
  const ofProject = outer.find(
    ({ place }) => !place.startsWith(ownFolder) && !place.includes('/node_modules/'),
  )
  return {
    callSite: called?.place ?? null,
    frame: ofProject?.line ?? null,
    isOwn: nodeItself.test(places[0]?.place ?? '') || (outer[0] !== undefined && isOwn(outer[0].place)),
  }
}

function isGuard(place: string): boolean {
  return place.startsWith(`${ownFolder}isolation/`)
}

function isOwn(place: string): boolean {
  if (!place.startsWith(ownFolder)) return vitest.test(place)
  const path = place.slice(ownFolder.length)
  return ownFiles.some((file) => path.startsWith(file))
}
