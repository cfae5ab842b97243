/** Fails an iteration that took longer than `iterationTimeoutMs`; also the reason its signal is aborted with. */
export class IterationTimeoutError extends Error {
  override name = 'IterationTimeoutError'
  readonly reason = 'timeout'
  constructor(timeoutMs: number) {
    super(`the iteration took longer than ${timeoutMs} ms (iterationTimeoutMs)`)
  }
}
