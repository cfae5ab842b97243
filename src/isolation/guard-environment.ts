import { interceptRedefinition } from './intercept-redefinition.ts'

type Environment = Record<string | symbol, string | undefined>

/** Asked for, it tells that an environment is guarded already, also where somebody has put a proxy of theirs before it. */
const guarded = Symbol('guarded')

/**
 * Asks before a variable of `process.env` is changed, and before another object takes its place, however it is put there: for
 * each variable that would then be another one. Returns what takes it away again.
 */
export function guardEnvironment(ask: (name: string) => unknown): () => void {
  const found = Object.getOwnPropertyDescriptor(process, 'env')!
  let current = guard(process.env as Environment, ask)
  /** Somebody's getter, as that of a spy: what it returns may be another object each time. */
  let theirs: (() => unknown) | null = null
  const adopt = (given: unknown): Environment => {
    const next = Object(given) as Environment
    for (const name of new Set([...Object.keys(current), ...Object.keys(next)]))
      if (current[name] !== next[name]) ask(name)
    return guarded in next ? next : guard(next, ask)
  }
  const get = (): Environment => {
    const getter = theirs
    if (getter === null) return current
    // It may ask for what it replaced, as a spy does.
    theirs = null
    try {
      return adopt(getter.call(process))
    } finally {
      theirs = getter
    }
  }
  const set = (given: unknown): void => {
    current = adopt(given)
    theirs = null
  }
  const guardedProperty = { configurable: true, enumerable: true, get, set }
  Object.defineProperty(process, 'env', guardedProperty)
  // What is there once it is deleted.
  const below = Object.getPrototypeOf(process) as object
  Object.defineProperty(below, 'env', guardedProperty)
  const undo = interceptRedefinition(process, 'env', (given) => {
    if ('value' in given) return set(given.value)
    if (given.get === undefined) return
    const next = given.get === get ? null : given.get
    if (next !== null) adopt(next.call(process))
    theirs = next
  })
  return () => {
    undo()
    Reflect.deleteProperty(below, 'env')
    Object.defineProperty(process, 'env', found)
  }
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
