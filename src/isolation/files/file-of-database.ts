/**
 * The file that SQLite would write to, given a name of a database; null: none. A URI is read as SQLite does it, and not as a
 * URL: without slashes it is a path from the working folder (https://www.sqlite.org/uri.html).
 */
export function fileOfDatabase(name: string): string | null {
  const [, path, query = ''] = /^file:(?:\/\/[^/]*)?([^?#]*)(?:\?([^#]*))?/s.exec(name) ?? []
  if (path === undefined) return fileOf(name)
  let mode = ''
  for (const option of query.split('&')) {
    const [key, value = ''] = option.split(/=(.*)/s)
    // Of several the last one counts.
    if (decode(key!) === 'mode') mode = decode(value)
  }
  return mode === 'memory' || mode === 'ro' ? null : fileOf(decode(path))
}

/** In memory, or in a file that nobody knows the name of: null. */
function fileOf(path: string): string | null {
  return path === '' || path === ':memory:' ? null : path
}

/** What is no code stays as it is, `+` too, and a NUL ends it. */
function decode(text: string): string {
  const bytes = Buffer.from(text).toString('latin1')
  const decoded = bytes.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  )
  return Buffer.from(decoded.split('\0')[0]!, 'latin1').toString()
}
