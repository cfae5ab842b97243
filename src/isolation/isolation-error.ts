/** What a blocked call throws. */
export class IsolationError extends Error {
  override name = 'IsolationError'
  readonly code = 'ERR_STRESS_ISOLATION'
}
