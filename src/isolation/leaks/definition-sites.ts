import inspector from 'node:inspector'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { siteIn } from './creation-site.ts'
import { mapByStack } from './map-by-stack.ts'

interface Script {
  url: string
  sourceMapURL?: string | undefined
}
interface Location {
  scriptId: string
  lineNumber: number
  columnNumber: number
}
interface InternalProperty {
  name: string
  value?: { value?: unknown }
}

/** By which the inspector is handed a function. */
const hand = '__vitest_stress_function'

/**
 * Where functions were written, as file:line:column in the source; null for what is not known: Node's own, a spy's, or all
 * where the inspector cannot be had (Node's permission model). It costs some milliseconds, and nothing before.
 */
export function definitionSites(functions: readonly unknown[]): (string | null)[] {
  if (!functions.some((each) => typeof each === 'function')) return functions.map(() => null)
  let session: inspector.Session | null = null
  try {
    session = new inspector.Session()
    const scripts = new Map<string, Script>()
    session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params))
    session.connect()
    // Tells of all scripts there are, at once.
    session.post('Debugger.enable')
    return placesOf(functions, session, scripts)
  } catch {
    return functions.map(() => null)
  } finally {
    session?.disconnect()
    Reflect.deleteProperty(globalThis, hand)
  }
}

function placesOf(
  functions: readonly unknown[],
  session: inspector.Session,
  scripts: ReadonlyMap<string, Script>,
): (string | null)[] {
  return functions.map((each) => {
    const at = typeof each === 'function' ? locationOf(session, each) : null
    const script = at && scripts.get(at.scriptId)
    return at && script ? placeIn(script, at) : null
  })
}

function locationOf(session: inspector.Session, each: object): Location | null {
  Object.defineProperty(globalThis, hand, { value: each, configurable: true })
  let found: Location | null = null
  // Answered before `post` returns.
  session.post('Runtime.evaluate', { expression: `globalThis.${hand}` }, (error, evaluated) => {
    const objectId = error ? undefined : evaluated.result.objectId
    if (objectId === undefined) return
    session.post('Runtime.getProperties', { objectId, ownProperties: true }, (failed, answer) => {
      const properties = (failed ? [] : (answer.internalProperties ?? [])) as InternalProperty[]
      const location = properties.find(({ name }) => name === '[[FunctionLocation]]')
      found = (location?.value?.value as Location | undefined) ?? null
    })
  })
  return found
}

function placeIn({ url, sourceMapURL = '' }: Script, { lineNumber, columnNumber }: Location): string | null {
  const path = url.startsWith('file://') ? fileURLToPath(url) : url
  const inSource = mapped(path, sourceMapURL, lineNumber, columnNumber)
  if (inSource !== null) return siteIn(`    at ${inSource}`).place
  const written = `${path}:${lineNumber + 1}:${columnNumber + 1}`
  return siteIn(mapByStack(path, lineNumber + 1, columnNumber + 1) ?? `    at ${written}`).place
}

/** In the source of a script whose map is in it, as Vite leaves it. Lines and columns are counted from 0. */
function mapped(path: string, map: string, line: number, column: number): string | null {
  const [, encoded] = /^data:application\/json;.*base64,(.*)$/s.exec(map) ?? []
  if (encoded === undefined) return null
  const payload = JSON.parse(Buffer.from(encoded, 'base64').toString()) as SourceMapPayload
  const entry = new SourceMap(payload).findEntry(line, column)
  if (!('originalSource' in entry)) return null
  const { originalSource, originalLine, originalColumn } = entry
  const source = originalSource.startsWith('file://') ? fileURLToPath(originalSource) : originalSource
  return `${resolve(dirname(path), source)}:${originalLine + 1}:${originalColumn + 1}`
}
