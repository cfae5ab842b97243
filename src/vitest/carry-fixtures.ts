type Handler = (...parameters: never[]) => unknown

/**
 * Lets Vitest find the fixtures that `workload` destructures although `handler` stands in its place. Vitest reads the
 * text of the handler, or of the function that `.for` noted under a symbol of its own.
 */
export function carryFixtures(handler: Handler, workload: Handler): void {
  const note = Object.getOwnPropertySymbols(workload).find(({ description }) =>
    description?.endsWith('fixture-props'),
  )
  if (note) {
    Object.defineProperty(handler, note, Object.getOwnPropertyDescriptor(workload, note)!)
    return
  }
  const text = workload.toString()
  Object.defineProperty(handler, 'toString', { value: () => text, enumerable: false })
}

/**
 * Lets Vitest find that `handler` wants none: of a test that was extended it refuses a function whose first parameter it
 * cannot take apart, before that is called.
 */
export function wantNoFixtures(handler: Handler): void {
  Object.defineProperty(handler, 'toString', { value: () => '() => {}', enumerable: false })
}
