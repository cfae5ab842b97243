import { expect, test } from 'vitest'
import type { Progress } from '../../../src/model/wire.ts'
import { runVirtually } from '../../support/virtual-run.ts'

async function progressOver(load: Record<string, unknown>, waitMs = 20): Promise<Progress[]> {
  const told: Progress[] = []
  const budgets = { successRate: { min: 0 } }
  await runVirtually({ load, budgets }, ({ wait }) => wait(waitMs), { onProgress: (now) => told.push(now) })
  return told
}

const at = (told: Progress[], ms: number): Progress => told.find(({ elapsedMs }) => elapsedMs >= ms)!

test('an open load tells its rate in the last whole second, and the planned one', async () => {
  const stages = [
    { durationMs: 2000, target: 100 },
    { durationMs: 2000, target: 100 },
  ]
  const told = await progressOver({ executor: 'ramping-arrival-rate', stages })
  expect(at(told, 600)).toMatchObject({ startsPerSecond: null, plannedPerSecond: null, p95Ms: null })
  expect(at(told, 1200)).toMatchObject({ startsPerSecond: 25, plannedPerSecond: 25 })
  expect(at(told, 2100)).toMatchObject({ startsPerSecond: 75, plannedPerSecond: 75 })
  expect(at(told, 3900)).toMatchObject({ startsPerSecond: 100, plannedPerSecond: 100, p95Ms: 20 })
})

test('a closed load tells its rate alone', async () => {
  const told = await progressOver({ executor: 'constant-concurrency', concurrency: 2, durationMs: 3000 }, 100)
  expect(at(told, 1200)).toMatchObject({ startsPerSecond: 20, plannedPerSecond: null, inFlight: 2 })
})

test('so does one whose starts are listed', async () => {
  const trace = [0, 100, 2500].map((atMs) => ({ at_ms: atMs }))
  const told = await progressOver({ executor: 'replay', trace })
  expect(at(told, 1200)).toMatchObject({ startsPerSecond: 2, plannedPerSecond: null })
})

test('several loads tell one rate, and the plan of those that have begun', async () => {
  const told: Progress[] = []
  const open = { executor: 'constant-arrival-rate', ratePerSecond: 40, durationMs: 4000 }
  await runVirtually({ loads: { first: open, second: { ...open, startAfterMs: 1500 } } }, () => {}, {
    onProgress: (now) => told.push(now),
  })
  expect(at(told, 1200)).toMatchObject({ plannedPerSecond: 40, plannedMs: 5500, plannedIterations: 320 })
  expect(at(told, 2100)).toMatchObject({ startsPerSecond: 60, plannedPerSecond: 60 })
  expect(at(told, 3100)).toMatchObject({ startsPerSecond: 80, plannedPerSecond: 80 })
  expect(at(told, 5400)).toMatchObject({ plannedPerSecond: 40 })
})
