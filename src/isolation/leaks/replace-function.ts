type AnyFunction = (this: never, ...args: never[]) => unknown

/**
 * Puts `make(original)` in the place of a function of a module, a class or the global object. The function that is returned
 * undoes it; where somebody has wrapped or kept it meanwhile, it stays, and does nothing but call the original.
 */
export function replaceFunction<F extends AnyFunction>(
  holder: object,
  name: string,
  make: (original: F) => F,
): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, name)
  const found: unknown = own === undefined ? (holder as Record<string, unknown>)[name] : own.value
  if (typeof found !== 'function' || own?.configurable === false) return () => {}
  const original = found as F
  let current = make(original)
  const replacement = function (this: unknown, ...args: never[]): unknown {
    return Reflect.apply(current, this, args)
  }
  // `promisify` and others look at what a function carries.
  for (const [key, property] of Object.entries(descriptorsOf(original)))
    Object.defineProperty(replacement, key, property)
  for (const key of Object.getOwnPropertySymbols(original))
    Object.defineProperty(replacement, key, Object.getOwnPropertyDescriptor(original, key)!)
  Object.defineProperty(holder, name, {
    writable: true,
    enumerable: false,
    ...own,
    configurable: true,
    value: replacement,
  })
  return () => {
    current = original
    if (Object.getOwnPropertyDescriptor(holder, name)?.value !== replacement) return
    if (own) Object.defineProperty(holder, name, own)
    else Reflect.deleteProperty(holder, name)
  }
}

function descriptorsOf(original: object): Record<string, PropertyDescriptor> {
  const { prototype: _, ...others } = Object.getOwnPropertyDescriptors(original) as Record<
    string,
    PropertyDescriptor
  >
  return others
}
