import { InputError } from '../foundation/problem.ts'

/** A call of a method: on what, and with what. */
export type Call = (self: unknown, args: unknown[]) => unknown

/**
 * Puts `make(original)` in the place of a method, on the object itself, so that whoever holds it calls that from now on.
 * Returns a function that undoes it. Throws `InputError` where the object cannot be changed.
 */
export function replaceMethod<Name extends string>(
  object: Record<Name, unknown>,
  name: Name,
  make: (original: Call) => Call,
): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name)
  const method = object[name] as (...args: unknown[]) => unknown
  const original: Call = (self, args) => Reflect.apply(method, self, args)
  let current = make(original)
  const replacement = function (this: unknown, ...args: unknown[]): unknown {
    return current(this, args)
  }
  const replaced = Reflect.defineProperty(object, name, {
    value: replacement,
    configurable: true,
    writable: true,
    enumerable: own?.enumerable ?? false,
  })
  if (!replaced) {
    const expected = 'a method that can be replaced while the run observes it'
    throw new InputError('observe', [{ path: name, expected, got: 'one of a frozen object' }])
  }
  return () => {
    // Somebody may have wrapped it meanwhile, or kept it: it stays there, and does nothing.
    current = original
    if (object[name] !== replacement) return
    if (own) Object.defineProperty(object, name, own)
    else delete object[name]
  }
}
