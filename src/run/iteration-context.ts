import type { Iteration } from '../model/iteration.ts'

/**
 * What a workload is called with. It has all that `shared` has, the test's own context among it, as if it inherited from
 * that. It does not: objects with different prototypes have different shapes to V8, and making one cost 40 ns from the
 * fifth run of a process on. Here the contexts of all runs have one shape, and what is asked for is looked up when asked.
 */
export class IterationContext {
  // Only declared: defining fields anew on each object would cost more than the rest of an empty iteration.
  declare readonly target: unknown
  declare readonly iteration: Iteration
  readonly #shared: object

  constructor(shared: object, target: unknown, iteration: Iteration) {
    this.#shared = shared
    this.target = target
    this.iteration = iteration
  }

  /** Makes all names of `shared` known to contexts; once before the first one of a run. */
  static know(shared: object): void {
    const known = IterationContext.prototype
    for (let from: object | null = shared; isOwn(from); from = Object.getPrototypeOf(from) as object | null) {
      for (const name of Reflect.ownKeys(from)) {
        if (!own.has(name) && !Object.hasOwn(known, name))
          Object.defineProperty(known, name, IterationContext.#reaching(name))
      }
    }
  }

  /** Also where `context` only inherits from one. */
  static #of(context: object, name: PropertyKey): unknown {
    let at: object | null = context
    while (at !== null && !(#shared in at)) at = Object.getPrototypeOf(at) as object | null
    return at === null ? undefined : Reflect.get(at.#shared, name, context)
  }

  static #reaching(name: PropertyKey): PropertyDescriptor & ThisType<IterationContext> {
    return {
      get() {
        return IterationContext.#of(this, name)
      },
      // As where a property is inherited: set on the object itself.
      set(value) {
        Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true })
      },
      enumerable: true,
      configurable: true,
    }
  }
}

/** Contexts have these themselves. With a setter of the name in between, making one would take longer. */
const own = new Set<PropertyKey>(['target', 'iteration'])

/** What all objects and functions have, contexts have anyway. */
function isOwn(prototype: object | null): prototype is object {
  return prototype !== null && prototype !== Object.prototype && prototype !== Function.prototype
}
