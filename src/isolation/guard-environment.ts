type Environment = Record<string | symbol, string | undefined>

/** Asked for, it tells that an environment is guarded already, also where somebody has put a proxy of theirs before it. */
const guarded = Symbol('guarded')

/**
 * Asks before a variable of `process.env` is changed, and before another object takes its place: for each variable that
 * would then be another one. Returns what takes it away again.
 */
export function guardEnvironment(ask: (name: string) => unknown): () => void {
  const found = Object.getOwnPropertyDescriptor(process, 'env')!
  let current = guard(process.env as Environment, ask)
  Object.defineProperty(process, 'env', {
    configurable: true,
    enumerable: true,
    get: () => current,
    set(given: unknown) {
      const next = Object(given) as Environment
      for (const name of new Set([...Object.keys(current), ...Object.keys(next)]))
        if (current[name] !== next[name]) ask(name)
      current = guarded in next ? next : guard(next, ask)
    },
  })
  return () => void Object.defineProperty(process, 'env', found)
}

function guard(env: Environment, ask: (name: string) => unknown): Environment {
  const change = (name: string | symbol, before: unknown, after: unknown): void => {
    if (typeof name === 'string' && before !== after) ask(name)
  }
  return new Proxy(env, {
    has: (target, name) => name === guarded || Reflect.has(target, name),
    set(target, name, value: unknown) {
      change(name, Reflect.get(target, name), String(value))
      return Reflect.set(target, name, value)
    },
    deleteProperty(target, name) {
      change(name, Reflect.get(target, name), undefined)
      return Reflect.deleteProperty(target, name)
    },
    defineProperty(target, name, descriptor) {
      change(name, Reflect.get(target, name), String(descriptor.value))
      return Reflect.defineProperty(target, name, descriptor)
    },
  })
}
