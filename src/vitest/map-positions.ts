import { findSourceMap } from 'node:module'

type Prepare = NonNullable<typeof Error.prepareStackTrace>

const mapped = new Set<string>()

/**
 * From now on stack traces of this process have the positions of the source where they lead into the file at `url`, by the
 * map that it brings along. Node does this by itself, but not beside Vite, which prepares stack traces its own way.
 */
export function mapPositions(url: string): void {
  mapped.add(url)
  if (mapped.size > 1) return
  process.setSourceMapsEnabled(true)
  // There is none on Node 20 unless somebody set one.
  const { prepareStackTrace: before = plainTrace } = Error as { prepareStackTrace?: Prepare }
  Error.prepareStackTrace = (error, sites) =>
    before(
      error,
      sites.map((site) => {
        const file = site.getFileName()
        return file !== null && file !== undefined && mapped.has(file) ? inSource(site, file) : site
      }),
    )
}

const plainTrace: Prepare = (error, sites) =>
  [String(error), ...sites.map((site) => `    at ${textOf(site)}`)].join('\n')

/** V8 has more to say of a call than its type in TypeScript. */
const textOf = (site: object): string => (site as { toString(): string }).toString()

/** The same call, where the source has it. */
function inSource(site: NodeJS.CallSite, url: string): NodeJS.CallSite {
  const [line, column] = [site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0]
  // Of lines and columns from 0.
  const entry = findSourceMap(url)?.findEntry(line - 1, column - 1)
  if (entry === undefined || !('originalSource' in entry)) return site
  const [sourceLine, sourceColumn] = [entry.originalLine + 1, entry.originalColumn + 1]
  const text = textOf(site).replace(
    `${url}:${line}:${column}`,
    `${entry.originalSource}:${sourceLine}:${sourceColumn}`,
  )
  const replaced: Record<PropertyKey, unknown> = {
    getFileName: () => entry.originalSource,
    getScriptNameOrSourceURL: () => entry.originalSource,
    getLineNumber: () => sourceLine,
    getColumnNumber: () => sourceColumn,
    toString: () => text,
  }
  return new Proxy(site, {
    get(target, name) {
      if (Object.hasOwn(replaced, name)) return replaced[name]
      const value: unknown = Reflect.get(target, name)
      // They are V8's own, and work on what is V8's own only.
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
