import { findCaller, type Caller } from './find-caller.ts'

/** Who asked for what is connected to later on, by where to. */
const origins = new Map<string, Caller>()
const mostOrigins = 1_000

/** The caller asks for a connection to `whereTo`, now or, where there is one already, never. */
export function noteOrigin(whereTo: string): void {
  if (origins.has(whereTo) || origins.size >= mostOrigins) return
  origins.set(whereTo, findCaller())
}

export function originOf(whereTo: string): Caller | null {
  return origins.get(whereTo) ?? null
}
