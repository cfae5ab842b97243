import { EventEmitter } from 'node:events'
import { CreationSite } from '../creation-site.ts'
import type { FoundLeak, LeakDetector } from '../leak-detector.ts'

type Listener = (...args: unknown[]) => void

/** Listeners on `process`, and on the emitters that the scenario names, that were not removed. */
export const listener: LeakDetector<'listener'> = {
  kind: 'listener',
  begin({ emitters }) {
    const watches = [process, ...emitters.filter(isEmitter)].map((emitter) => watch(emitter as EventEmitter))
    return {
      look: () => watches.flatMap((each) => each.look()),
      end() {
        for (const each of watches) each.end()
      },
    }
  },
}

const isEmitter = (value: object): boolean => value instanceof EventEmitter

function watch(emitter: EventEmitter): { look: () => FoundLeak[]; end: () => void } {
  const before = new Map(emitter.eventNames().map((event) => [event, emitter.rawListeners(event)]))
  const sites = new Map<unknown, CreationSite>()
  const onNew = (_event: unknown, added: Listener): void => {
    // Vitest stands between, where it watches what is emitted on `process`.
    sites.set(added, new CreationSite(16, { throughVitest: true }))
  }
  emitter.on('newListener', onNew)
  const name = emitter === (process as unknown) ? 'process' : emitter.constructor.name
  return {
    look: () =>
      emitter.eventNames().flatMap((event) =>
        without(emitter.rawListeners(event), [...(before.get(event) ?? []), onNew]).map((added) => ({
          what: `'${String(event)}' of ${name}`,
          // What `once` adds carries the function it was given.
          site: sites.get((added as { listener?: unknown }).listener ?? added) ?? null,
          mayEnd: false,
        })),
      ),
    end: () => void emitter.off('newListener', onNew),
  }
}

/** Each of `gone` taken away once. */
function without(all: readonly unknown[], gone: readonly unknown[]): unknown[] {
  const left = [...all]
  for (const each of gone) {
    const at = left.indexOf(each)
    if (at >= 0) left.splice(at, 1)
  }
  return left
}
