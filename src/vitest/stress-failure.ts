/** What a stress test fails with: the whole story is in the message, and the stack is the scenario's place. */
export class StressFailure extends Error {
  override name = 'StressFailure'
}
