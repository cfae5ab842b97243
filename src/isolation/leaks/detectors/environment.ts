import { CreationSite } from '../creation-site.ts'
import type { FoundLeak, LeakDetector } from '../leak-detector.ts'
import { replaceFunction } from '../replace-function.ts'

/** Variables of the environment, and the working folder, that are not what they were. Values are not told. */
export const environment: LeakDetector<'environment'> = {
  kind: 'environment',
  begin() {
    const real = process.env
    const before = { ...real }
    const folder = process.cwd()
    const sites = new Map<PropertyKey, CreationSite>()
    const note = (key: PropertyKey): void => void sites.set(key, new CreationSite(10))
    const seen = new Proxy(real, {
      set: (env, key, value) => (note(key), Reflect.set(env, key, value)),
      defineProperty: (env, key, given) => (note(key), Reflect.defineProperty(env, key, given)),
      deleteProperty: (env, key) => (note(key), Reflect.deleteProperty(env, key)),
    })
    process.env = seen
    const undo = replaceFunction<typeof process.chdir>(process, 'chdir', (original) => (to) => {
      note('chdir')
      original(to)
    })
    const leak = (what: string, key: string): FoundLeak => ({
      what,
      site: sites.get(key) ?? null,
      mayEnd: false,
    })
    return {
      look() {
        const names = [...new Set([...Object.keys(before), ...Object.keys(real)])]
        const changed = names.filter((name) => before[name] !== real[name])
        const moved = process.cwd() === folder ? [] : [leak(`working folder ${process.cwd()}`, 'chdir')]
        return [...changed.map((name) => leak(`${name} ${howOf(before[name], real[name])}`, name)), ...moved]
      },
      end() {
        undo()
        if (process.env === seen) process.env = real
      },
    }
  },
}

function howOf(was: string | undefined, now: string | undefined): string {
  if (was === undefined) return 'added'
  return now === undefined ? 'removed' : 'changed'
}
