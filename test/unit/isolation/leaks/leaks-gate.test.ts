import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { VirtualClock } from '../../../../src/foundation/virtual-clock.ts'
import { timer } from '../../../../src/isolation/leaks/detectors/timer.ts'
import { listener } from '../../../../src/isolation/leaks/detectors/listener.ts'
import type { FoundLeak, LeakDetector } from '../../../../src/isolation/leaks/leak-detector.ts'
import { LeaksGate } from '../../../../src/isolation/leaks/leaks-gate.ts'
import type { AllowedLeak } from '../../../../src/model/leak-settings.ts'

const site = { place: '/orders/queue.ts:3:5', isOurs: false }
const one: FoundLeak = { what: 'a thing', site, mayEnd: true }

/** A detector that finds what it is told, look by look, the last again and again. */
function finds(...looks: FoundLeak[][]): LeakDetector & { ended: number } {
  const detector = {
    kind: 'thing',
    ended: 0,
    begin: () => ({
      look: () => (looks.length > 1 ? looks.shift()! : looks[0]!),
      end: () => detector.ended++,
    }),
  }
  return detector
}

async function finish(detectors: LeakDetector[], allow: AllowedLeak[] = [], emitters: object[] = []) {
  const clock = new VirtualClock()
  const gate = LeaksGate.begin({ allow, emitters, heap: null }, detectors)!
  const leaks = await clock.run(gate.finish(clock))
  return { leaks, waitedMs: clock.now() }
}

test('what does not end is told, after a moment', async () => {
  const { leaks, waitedMs } = await finish([finds([one])])
  expect(leaks).toEqual([{ kind: 'thing', what: 'a thing', created_at: site.place, count: 1 }])
  expect(waitedMs).toBe(250)
})

test('what ends meanwhile is none, and nothing is waited for then', async () => {
  expect(await finish([finds([one], [one], [])])).toEqual({ leaks: [], waitedMs: 20 })
})

test('what cannot end by itself is not waited for', async () => {
  const { leaks, waitedMs } = await finish([finds([{ ...one, mayEnd: false }])])
  expect([leaks.length, waitedMs]).toEqual([1, 0])
})

test('what Vitest or this package made is nobody else’s leak', async () => {
  const ours = { ...one, site: { place: null, isOurs: true } }
  expect(await finish([finds([ours])])).toEqual({ leaks: [], waitedMs: 0 })
})

test('equal ones are told as one, with how many; those of unknown places by what they are', async () => {
  const unknown = { what: 'b', site: null, mayEnd: false }
  const { leaks } = await finish([
    finds([one, { ...one, what: 'another' }, unknown, { ...unknown, count: 3 }]),
  ])
  expect(leaks.map(({ what, count }) => [what, count])).toEqual([
    ['a thing', 2],
    ['b', 4],
  ])
})

test.each<[AllowedLeak, number]>([
  [{ kind: 'thing' }, 0],
  [{ kind: 'timer' }, 1],
  [{ what: 'thing' }, 0],
  [{ what: /^thing/ }, 1],
  [{ createdAt: /queue\.ts:\d+/g }, 0],
  [{ kind: 'thing', createdAt: 'inbox.ts' }, 1],
])('allowed by %o: %i left', async (rule, count) => {
  expect((await finish([finds([one])], [rule])).leaks).toHaveLength(count)
})

test('one run of a process at a time is watched, and the detectors are off afterwards', async () => {
  const detector = finds([])
  const gate = LeaksGate.begin({ allow: [], emitters: [], heap: null }, [detector])!
  expect(LeaksGate.begin({ allow: [], emitters: [], heap: null }, [detector])).toBeNull()
  const clock = new VirtualClock()
  await clock.run(gate.finish(clock))
  expect(detector.ended).toBe(1)
  expect((await finish([detector])).leaks).toEqual([])
})

test('the timers of the process are as they were, also for who kept those that were watched', async () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'setTimeout')
  const gate = LeaksGate.begin({ allow: [], emitters: [], heap: null }, [timer])!
  const watched = globalThis.setTimeout
  expect(watched).not.toBe(before!.value)
  const left = watched(() => {}, 60_000)
  const clock = new VirtualClock()
  const leaks = await clock.run(gate.finish(clock))
  clearTimeout(left)
  expect(leaks).toMatchObject([
    { kind: 'timer', created_at: expect.stringMatching(/leaks-gate\.test\.ts:\d+:\d+$/) },
  ])
  expect(Object.getOwnPropertyDescriptor(globalThis, 'setTimeout')).toEqual(before)
  clearTimeout(watched(() => {}, 60_000))
})

test('a listener that was there, or is gone again, is none', async () => {
  const bus = new EventEmitter().on('order', () => {})
  const gate = LeaksGate.begin({ allow: [], emitters: [bus], heap: null }, [listener])!
  const stay = (): void => {}
  bus.on('order', stay).off('order', stay)
  bus.once('order', stay)
  const clock = new VirtualClock()
  expect(await clock.run(gate.finish(clock))).toMatchObject([{ what: "'order' of EventEmitter", count: 1 }])
  expect(bus.listenerCount('newListener')).toBe(0)
})
