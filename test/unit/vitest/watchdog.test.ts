import { expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { Watchdog } from '../../../src/vitest/watchdog.ts'
import type { WatchedRun } from '../../../src/vitest/watched-run.ts'
import { StandingClock } from '../../support/standing-clock.ts'

// A thread, so that biting is told to a listener and nothing is killed.
function threadRun(): WatchedRun {
  const identity = {
    id: '1',
    name: 'x',
    file: 'x.stress.ts',
    project: null,
    kind: 'standard',
    seed: 1,
    expectedVerdict: 'pass',
    number: null,
  } as const
  const terms = { pid: 1, killable: false, timeLimitMs: 60_000, silenceLimitMs: 10_000, graceMs: 1_000 }
  const unheard = { heardAtMs: 0, clearedPath: null, progress: null, metrics: null, lostBecause: null }
  return { identity, ...terms, ...unheard }
}

function watched(clock = new VirtualClock()): {
  clock: VirtualClock
  dog: Watchdog
  run: WatchedRun
  bitten: number[]
} {
  const bitten: number[] = []
  const dog = new Watchdog(() => bitten.push(clock.now()), clock)
  const run = threadRun()
  dog.watch(run)
  return { clock, dog, run, bitten }
}

test('a run that never speaks is ended at its time limit and grace', async () => {
  const { clock, run, bitten } = watched()
  await clock.run(sleep(clock, 200_000))
  expect(bitten).toEqual([61_000])
  expect(run.lostBecause).toContain('nothing was heard from it by 61 s')
})

test('a run that spoke and then fell silent is ended long before its time limit', async () => {
  const { clock, dog, run, bitten } = watched()
  clock.after(1_000, () => dog.hear(run))
  clock.after(2_000, () => dog.hear(run))
  await clock.run(sleep(clock, 200_000))
  expect(bitten).toEqual([13_000])
  expect(run.lostBecause).toContain('for 11 s')
})

test('where the machine stood still, a run has its time to speak after that', async () => {
  const { clock, dog, run, bitten } = watched(new StandingClock())
  // Its time limit is by the clock, and has passed.
  dog.release(run)
  clock.after(1_000, () => dog.hear(run))
  await clock.run(sleep(clock, 62_000))
  expect(bitten).toEqual([])
  await clock.run(sleep(clock, 100_000))
  expect(bitten).toEqual([71_500])
})

test('a run that keeps speaking is left alone until its time limit', async () => {
  const { clock, dog, run, bitten } = watched()
  for (let at = 0; at < 60_000; at += 5_000) clock.after(at, () => dog.hear(run))
  await clock.run(sleep(clock, 60_500))
  expect(bitten).toEqual([])
})

test('a run that has ended is released', async () => {
  const { clock, dog, run, bitten } = watched()
  dog.hear(run)
  clock.after(500, () => dog.release(run))
  await clock.run(sleep(clock, 200_000))
  expect(bitten).toEqual([])
  expect(run.lostBecause).toBeNull()
})
