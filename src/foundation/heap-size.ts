// In bytes, of V8 without compressed pointers: what a thing takes at most, with the room that collections keep in reserve.
const word = 8
const perObject = 4 * word
const perNumber = 2 * word
const perString = 3 * word
/** Three words an entry and half a one for its bucket, in tables that are half empty at worst. */
const perEntry = 2 * 3.5 * word
/** Room that is there from the first element on. */
const roomOfList = 19 * word
const roomOfTable = 20 * word
/** The view and its buffer; what is in it lies outside of the heap. */
const perView = 40 * word

/**
 * About what these things and all that they hold take of the heap, in bytes; rather too much than too little. Functions, and
 * what only private names lead to, are not seen.
 */
export function heapSizeOf(roots: readonly unknown[]): number {
  const seen = new Set<unknown>()
  const waiting: unknown[] = [...roots]
  let bytes = 0
  const add = (held: unknown): void => {
    if (typeof held === 'number') bytes += perNumber
    else if (typeof held === 'string' || (typeof held === 'object' && held !== null)) waiting.push(held)
  }
  for (let next = waiting.pop(); next !== undefined || waiting.length > 0; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (typeof next === 'string') bytes += perString + 2 * next.length
    else if (typeof next === 'object' && next !== null) bytes += sizeOf(next, add)
  }
  return bytes
}

function sizeOf(object: object, add: (held: unknown) => void): number {
  if (ArrayBuffer.isView(object) || object instanceof ArrayBuffer) return perView
  if (Array.isArray(object)) {
    for (const each of object) add(each)
    return perObject + roomOfList + 2 * word * object.length
  }
  const isMap = object instanceof Map
  if (isMap) for (const entry of object) entry.forEach(add)
  else if (object instanceof Set) for (const each of object) add(each)
  const isTable = isMap || object instanceof Set
  const fields = Object.values(object)
  for (const each of fields) add(each)
  return perObject + word * fields.length + (isTable ? roomOfTable + perEntry * object.size : 0)
}
