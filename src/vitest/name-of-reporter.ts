/** The name in an entry of `reporters`; empty for an object of the user's. */
export function nameOfReporter(reporter: unknown): string {
  const name: unknown = Array.isArray(reporter) ? reporter[0] : reporter
  return typeof name === 'string' ? name : ''
}
