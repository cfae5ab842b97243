import { CreationSite } from '../creation-site.ts'
import { fakesTimers } from '../fakes-timers.ts'
import type { LeakDetector } from '../leak-detector.ts'

const what = 'the global timers are fake'

/**
 * Fake timers that were switched on and left on. What switches them on puts its own `setInterval` in the place of the
 * global one, which is seldom called: so that is the one whose setting is watched.
 */
export const fakeTimers: LeakDetector<'fake-timers'> = {
  kind: 'fake-timers',
  begin() {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'setInterval')
    if (fakesTimers() || typeof own?.value !== 'function') return { look: () => [], end: () => {} }
    let current: unknown = own.value
    let site: CreationSite | null = null
    const get = (): unknown => current
    Object.defineProperty(globalThis, 'setInterval', {
      get,
      set(value: unknown) {
        current = value
        site = new CreationSite(32, { throughVitest: true })
      },
      configurable: true,
      enumerable: own.enumerable ?? true,
    })
    return {
      look() {
        if (current === own.value) return fakesTimers() ? [{ what, site: null, mayEnd: false }] : []
        return [{ what: fakesTimers() ? what : 'setInterval was replaced', site, mayEnd: false }]
      },
      end() {
        if (Object.getOwnPropertyDescriptor(globalThis, 'setInterval')?.get !== get) return
        Object.defineProperty(globalThis, 'setInterval', { ...own, value: current })
      },
    }
  },
}
