// A forbidden module is let be where it is resolved, and has this put before it: mocks stay possible, since what is
// mocked is never evaluated, and the refusal comes in the process that asks for it, with its own policy.

/** Decides, at the moment a forbidden module is about to be evaluated. Throws where it must not be. */
export type ImportGate = (location: string) => void

// On `globalThis`: the code of the gate runs as a module of its own, and imports nothing.
const key = Symbol.for('vitest-stress.import-gate')

/** The code of a module that a forbidden one imports first. Without a gate in this process it does nothing. */
export function gateCode(location: string): string {
  return `globalThis[Symbol.for('vitest-stress.import-gate')]?.(${JSON.stringify(location)});`
}

/** What the name of the gate of a module ends with, where Vite serves it. */
export function gateName(location: string): string {
  return `virtual:vitest-stress/gate/${Buffer.from(location).toString('base64url')}`
}

/** Puts the gate of this process or thread in place; returns what takes it away. */
export function placeGate(gate: ImportGate): () => void {
  Object.defineProperty(globalThis, key, { value: gate, configurable: true })
  return () => void Reflect.deleteProperty(globalThis, key)
}
