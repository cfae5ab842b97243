type AnyClass = abstract new (...args: never[]) => object

/**
 * Tells of what is made of a class of Node's from now on, that of a module and the global one of the same name. To everyone
 * else it stays the class that it was. The function that is returned undoes it.
 */
export function replaceClass<Class extends AnyClass>(
  module: Record<string, unknown>,
  name: string,
  onMade: (made: InstanceType<Class>, args: readonly unknown[]) => void,
): () => void {
  const original = module[name] as Class
  const watched = new Proxy(original, {
    construct(target, args, newTarget) {
      const made = Reflect.construct(target, args, newTarget as never) as InstanceType<Class>
      onMade(made, args)
      return made
    },
  })
  const holders = [module, globalThis].filter(
    (holder) => (holder as Record<string, unknown>)[name] === original,
  )
  const undo = holders.map((holder) => {
    const own = Object.getOwnPropertyDescriptor(holder, name)
    if (own?.configurable !== true) return () => {}
    const { enumerable = false } = own
    Object.defineProperty(holder, name, { value: watched, configurable: true, writable: true, enumerable })
    return () => {
      if (Object.getOwnPropertyDescriptor(holder, name)?.value === watched)
        Object.defineProperty(holder, name, own)
    }
  })
  return () => {
    for (const each of undo) each()
  }
}
