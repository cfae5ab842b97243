import { fileURLToPath } from 'node:url'

const location = String.raw`((?:file:\/\/|node:|\/|[A-Za-z]:[\\/]).*:\d+:\d+)`
const named = new RegExp(String.raw` \(${location}\)$`)
const nameless = new RegExp(String.raw`^\s*at (?:async )?${location}$`)

/** Of this package: where its files lie, and where stack traces lead to if it was built with source maps. */
export const ownFolder = fileURLToPath(new URL('..', import.meta.url)).replaceAll('\\', '/')
const ownSources = fileURLToPath(new URL('../../src/', import.meta.url)).replaceAll('\\', '/')

/** file:line:column of a frame, as a path with slashes. Of code that was text: of what evaluated it. */
export function placeOf(line: string): string | null {
  const place = (named.exec(line) ?? nameless.exec(line))?.[1]?.replace(/\), <anonymous>:\d+:\d+$/, '')
  if (place === undefined) return null
  const path = pathOf(place.replace(/\?[^:]*/, '')).replaceAll('\\', '/')
  return path.startsWith(ownSources) ? ownFolder + path.slice(ownSources.length) : path
}

/** In a URL a space and an umlaut are something else. */
function pathOf(place: string): string {
  if (!place.startsWith('file://')) return place
  try {
    return fileURLToPath(place)
  } catch {
    return place
  }
}
