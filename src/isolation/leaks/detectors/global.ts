import type { FoundLeak, LeakDetector } from '../leak-detector.ts'
import { definitionSites } from '../definition-sites.ts'
import { fakeNames, fakesTimers } from '../fakes-timers.ts'

type Shape = ReadonlyMap<PropertyKey, PropertyDescriptor>

/** What Node, Vitest and coverage add when they are first used. */
const addedLate = /^(__vi|__coverage|__VITEST|Symbol\((undici|nodejs|vitest|vite|\$\$jest))/i

// prettier-ignore
const classes = [
  Object, Function, Array, String, Number, Boolean, BigInt, Symbol, RegExp, Date, Promise, Map, Set, WeakMap, WeakSet,
  ArrayBuffer, Uint8Array, EventTarget, AbortSignal, URL,
]

/** Properties of the global object, and of the built-in classes and their prototypes, that are not what they were. */
export const global: LeakDetector<'global'> = {
  kind: 'global',
  begin() {
    const watched = watchedObjects().map(([name, object]) => ({ name, object, before: shapeOf(object) }))
    const hadFakes = fakesTimers()
    let left: FoundLeak[] = []
    return {
      look: () => left,
      // Now: what looks for immediates is about to replace a global function.
      settle() {
        const isSwitched = fakesTimers() !== hadFakes
        const found = watched.flatMap(({ name, object, before }) =>
          changes(before, shapeOf(object), object).flatMap(([key, how]) => {
            const whole = name === '' ? String(key) : `${name}.${String(key)}`
            // Told once, as fake timers; and none is left where they were switched off.
            if (isSwitched && fakeNames.has(whole)) return []
            return how === 'added' && addedLate.test(String(key))
              ? []
              : [{ what: `${whole} ${how}`, now: valueOf(object, key) }]
          }),
        )
        // An assignment cannot be seen without slowing down what is assigned to: where a function was written can.
        const sites = definitionSites(found.map(({ now }) => now))
        left = found.map(({ what }, index) => leak(what, sites[index] ?? null))
      },
      end() {},
    }
  },
}

const leak = (what: string, place: string | null): FoundLeak => ({
  what,
  site: place === null ? null : { place, isOurs: false },
  mayEnd: false,
})

/** What is there now: a function, or the one that gets it. */
function valueOf(object: object, key: PropertyKey): unknown {
  const { value, get, set } = Reflect.getOwnPropertyDescriptor(object, key) ?? {}
  return (value as unknown) ?? get ?? set
}

function watchedObjects(): [string, object][] {
  return [
    ['', globalThis],
    ['console', console],
    ['JSON', JSON],
    ['Math', Math],
    ['Reflect', Reflect],
    ['performance', performance],
    ...classes.flatMap((each): [string, object][] => [
      [each.name, each],
      [`${each.name}.prototype`, each.prototype as object],
    ]),
  ]
}

function shapeOf(object: object): Shape {
  return new Map(
    Reflect.ownKeys(object).map((key) => [key, Reflect.getOwnPropertyDescriptor(object, key) ?? {}]),
  )
}

function changes(before: Shape, after: Shape, object: object): [PropertyKey, string][] {
  const removed = [...before.keys()].filter((key) => !after.has(key))
  return [
    ...removed.map((key): [PropertyKey, string] => [key, 'removed']),
    ...[...after].flatMap(([key, now]): [PropertyKey, string][] => {
      const was = before.get(key)
      if (was === undefined) return [[key, 'added']]
      return isSame(was, now, object) ? [] : [[key, 'changed']]
    }),
  ]
}

function isSame(was: PropertyDescriptor, now: PropertyDescriptor, object: object): boolean {
  if (was.get === now.get && was.set === now.set && Object.is(was.value, now.value)) return true
  // Node makes some globals when they are first read, and puts the value where the getter was.
  const { get } = was as { get?: (this: object) => unknown }
  return get !== undefined && 'value' in now && Object.is(Reflect.apply(get, object, []), now.value)
}
