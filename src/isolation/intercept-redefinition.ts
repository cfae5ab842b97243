import { Interceptor } from './intercept.ts'

/**
 * Calls `redefine` where a property of `holder` is defined anew by a function of the language, and nothing else is done then.
 * `delete` cannot be seen. Returns what takes it away again.
 */
export function interceptRedefinition(
  holder: object,
  name: string,
  redefine: (given: { value?: unknown; get?: (() => unknown) | undefined }) => void,
): () => void {
  const interceptor = new Interceptor()
  const { defineProperty, defineProperties } = Object
  const { defineProperty: tryToDefine } = Reflect
  const { __defineGetter__: defineGetter } = Object.prototype as unknown as Record<string, () => void>
  const isIt = (object: unknown, key: unknown): boolean => object === holder && key === name
  interceptor.replace(Object, 'defineProperty', (object: object, key: string, given: PropertyDescriptor) => {
    if (!isIt(object, key)) return defineProperty(object, key, given)
    redefine(given)
    return object
  })
  interceptor.replace(Reflect, 'defineProperty', (object: object, key: string, given: PropertyDescriptor) => {
    if (!isIt(object, key)) return tryToDefine(object, key, given)
    redefine(given)
    return true
  })
  interceptor.replace(Object, 'defineProperties', (object: object, given: PropertyDescriptorMap) => {
    if (object !== holder || !Object.hasOwn(given, name)) return defineProperties(object, given)
    const { [name]: own, ...others } = given
    redefine(own!)
    return defineProperties(object, others)
  })
  interceptor.replace(
    Object.prototype,
    '__defineGetter__',
    function (this: object, ...args: [key: string, get: () => unknown]) {
      if (isIt(this, args[0])) return redefine({ get: args[1] })
      Reflect.apply(defineGetter!, this, args)
    },
  )
  return () => interceptor.restore()
}
