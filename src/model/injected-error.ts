/** What a call is told where a fault stood in its place. `code` is the kind of the fault, by which failures are counted. */
export class InjectedError extends Error {
  override name = 'InjectedError'
  readonly code: string
  constructor(kind: string, what: string) {
    super(`injected: ${what}`)
    this.code = kind
  }
}
