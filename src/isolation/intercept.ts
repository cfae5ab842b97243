/** Called with the arguments before what was replaced is called; what it throws is what the caller gets. */
export type Before = (self: unknown, args: unknown[]) => void

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown

/** Puts checks before functions of one surface, and takes them away again. */
export class Interceptor {
  readonly #undo: (() => void)[] = []
  /** Functions call one another: what is done on behalf of a call that was let through is no call of its own. */
  #inside = false

  /** Before a function that is a property of `holder`; one that is not there is passed over. `rejects`: it returns promises. */
  before(holder: object, name: string, check: Before, fails: 'throws' | 'rejects' = 'throws'): void {
    const original = (holder as Record<string, unknown>)[name]
    if (typeof original !== 'function') return
    const call = original as AnyFunction
    const through = (self: unknown, args: unknown[]): unknown => this.#through(call, self, args, check)
    const replacement: AnyFunction =
      fails === 'throws'
        ? function (...args) {
            return through(this, args)
          }
        : function (...args) {
            try {
              return through(this, args)
            } catch (error) {
              return Promise.reject(error)
            }
          }
    // Names, lengths and the symbols by which `promisify` knows some of them.
    Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original))
    this.replace(holder, name, replacement)
  }

  /**
   * Before a class is made an instance of; `check` may change the arguments. `load`: what gets the class where looking at the
   * property would, so that it is not looked at before somebody asks for it.
   */
  beforeNew(holder: object, name: string, check: (args: unknown[]) => void, load?: () => unknown): void {
    if (load !== undefined) {
      // To define it anew would look at it as well.
      Reflect.deleteProperty(holder, name)
      const restored = (): PropertyDescriptor => ({ value: load(), writable: true, configurable: true })
      return this.#beforeLazy(holder, name, { configurable: true, enumerable: false }, load, check, restored)
    }
    const found = Object.getOwnPropertyDescriptor(holder, name)
    if (found?.get === undefined) {
      const original = (holder as Record<string, unknown>)[name]
      if (typeof original === 'function') this.replace(holder, name, checkedClass(original, check))
      return
    }
    // Some load much the first time that they are asked for.
    this.#beforeLazy(
      holder,
      name,
      found,
      () => found.get!.call(holder) as unknown,
      check,
      () => found,
    )
  }

  /** Before a property is given a value, by whichever way it keeps that. */
  beforeSet(holder: object, name: string, check: (value: unknown) => void): void {
    const found = Object.getOwnPropertyDescriptor(holder, name)
    if (found?.set === undefined || found.configurable === false) return
    const set = (value: unknown): void => {
      check(value)
      found.set!.call(holder, value)
    }
    Object.defineProperty(holder, name, { ...found, set })
    this.#undo.push(() => Object.defineProperty(holder, name, found))
  }

  replace(holder: object, name: string, value: unknown): void {
    const found = Object.getOwnPropertyDescriptor(holder, name)
    if (found?.configurable === false) return
    Object.defineProperty(holder, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: found?.enumerable ?? true,
    })
    this.#undo.push(() => {
      if (found) Object.defineProperty(holder, name, found)
      else Reflect.deleteProperty(holder, name)
    })
  }

  restore(): void {
    for (const undo of this.#undo.splice(0).toReversed()) undo()
  }

  #beforeLazy(
    holder: object,
    name: string,
    { enumerable = true }: PropertyDescriptor,
    load: () => unknown,
    check: (args: unknown[]) => void,
    found: () => PropertyDescriptor,
  ): void {
    let checked: unknown
    Object.defineProperty(holder, name, {
      configurable: true,
      enumerable,
      get: () => (checked ??= checkedClass(load() as object, check)),
      set(value: unknown) {
        Object.defineProperty(holder, name, { value, writable: true, configurable: true, enumerable })
      },
    })
    this.#undo.push(() => Object.defineProperty(holder, name, found()))
  }

  #through(call: AnyFunction, self: unknown, args: unknown[], check: Before): unknown {
    if (this.#inside) return call.apply(self, args)
    check(self, args)
    this.#inside = true
    try {
      return call.apply(self, args)
    } finally {
      this.#inside = false
    }
  }
}

function checkedClass(original: object, check: (args: unknown[]) => void): object {
  return new Proxy(original, {
    construct(target, args: unknown[], newTarget) {
      check(args)
      return Reflect.construct(target as new () => object, args, newTarget) as object
    },
    apply(target, self, args: unknown[]) {
      check(args)
      return Reflect.apply(target as AnyFunction, self, args)
    },
  })
}
