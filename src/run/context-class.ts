// No `#shared`: docs/decisions/008.
/* oxlint-disable no-underscore-dangle */
import { inspect } from 'node:util'
import type { RunClock } from '../foundation/run-clock.ts'
import type { Iteration } from '../model/iteration.ts'
import type { WorkerPlace } from '../model/workers.ts'
import type { UserStates } from './user-states.ts'

/** What contexts of one run have in common. */
export interface SharedContext {
  /** The test's own context: what that has, they have. */
  readonly test: object
  readonly target: unknown
  readonly clock: RunClock
  readonly setup: unknown
  readonly metrics: unknown
  readonly users: UserStates
  readonly worker: WorkerPlace | undefined
}

/** What a workload is called with, and what lies behind it. */
export interface Context {
  readonly target: unknown
  readonly iteration: Iteration
  readonly _shared: SharedContext
}

export type ContextClass = new (shared: SharedContext, iteration: Iteration) => Context

type Name = string | symbol

/** What of a run its contexts have beside `target` and `iteration`, each where it is declared. */
const ofRun = {
  clock: ({ _shared }: Context) => _shared.clock,
  setup: ({ _shared }: Context) => _shared.setup,
  metrics: ({ _shared }: Context) => _shared.metrics,
  user: ({ _shared, iteration }: Context) => _shared.users.of(iteration),
  worker: ({ _shared }: Context) => _shared.worker,
} satisfies Record<string, (context: Context) => unknown>

export type DeclaredName = keyof typeof ofRun

interface KnownClass {
  readonly names: readonly Name[]
  readonly declared: readonly DeclaredName[]
  readonly Context: ContextClass
  /** One of it: docs/decisions/010. */
  readonly kept: Context
}

const known: KnownClass[] = []

/**
 * The class of contexts that have all that `test` has, and what is `declared`. One class for all runs that have the same in
 * theirs, and no prototype for each: V8 would meet a new shape in each run, and after a few of them look up each property
 * by its name, which takes as long as half an empty iteration.
 */
export function contextClass(test: object, declared: readonly DeclaredName[]): ContextClass {
  const names = namesOf(test)
  const same = known.find((one) => isSame(one.names, names) && isSame(one.declared, declared))
  if (same !== undefined) return same.Context
  const Context = makeClass(test, names, declared)
  known.push({ names, declared, Context, kept: new Context({} as SharedContext, {} as Iteration) })
  return Context
}

function makeClass(test: object, names: readonly Name[], declared: readonly DeclaredName[]): ContextClass {
  // What little its constructor does is less than V8 takes for a call: it is a part of whoever makes one.
  class WorkloadContext implements Context {
    // Only declared: defining fields anew on each object would cost more than the rest of an empty iteration.
    declare readonly target: unknown
    declare readonly iteration: Iteration
    declare readonly _shared: SharedContext

    constructor(shared: SharedContext, iteration: Iteration) {
      this.target = shared.target
      this.iteration = iteration
      this._shared = shared
    }

    /** As it is written down and printed: without what lies behind it. */
    toJSON(): object {
      const { _shared, ...shown } = this
      return shown
    }

    [inspect.custom](): object {
      return this.toJSON()
    }
  }
  const { prototype } = WorkloadContext
  for (const name of names) Object.defineProperty(prototype, name, ofTest(test, name))
  for (const name of declared)
    Object.defineProperty(prototype, name, {
      get(this: Context) {
        return ofRun[name](this)
      },
      enumerable: true,
    })
  return WorkloadContext
}

/** Reads what the test's context has under `name`; what is written belongs to the one that it is written to. */
function ofTest(test: object, name: Name): PropertyDescriptor {
  return {
    get(this: Context): unknown {
      return Reflect.get(this._shared.test, name, this)
    },
    set(this: Context, value: unknown) {
      Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true })
    },
    enumerable: isEnumerable(test, name),
    configurable: true,
  }
}

/** All names, inherited ones too, but for those that every object or function has. */
function namesOf(test: object): Name[] {
  const names = new Set<Name>()
  for (const level of levelsOf(test)) for (const name of Reflect.ownKeys(level)) names.add(name)
  names.delete('constructor')
  return [...names]
}

function isEnumerable(test: object, name: Name): boolean {
  const level = levelsOf(test).find((one) => Object.hasOwn(one, name))
  return level !== undefined && Object.prototype.propertyIsEnumerable.call(level, name)
}

/** `test`, and what it inherits from. */
function levelsOf(test: object): object[] {
  const levels: object[] = []
  for (
    let level: object | null = test;
    level !== null && level !== Object.prototype && level !== Function.prototype;
    level = Object.getPrototypeOf(level) as object | null
  )
    levels.push(level)
  return levels
}

function isSame(some: readonly Name[], others: readonly Name[]): boolean {
  return some.length === others.length && some.every((name, at) => name === others[at])
}
