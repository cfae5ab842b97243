import { expect, test } from 'vitest'
import { DueSlices } from '../../../src/record/due-slices.ts'
import { emptySlice } from '../../../src/record/slice.ts'

const settings = { fromMs: 500, sliceMs: 100, keepsService: false, keepsLateness: false, keptDueMs: 1_000 }

test('each is found in the slice in which it was due, and the slice knows when the last of it ended', () => {
  const slices = new DueSlices(settings, 1_000)
  slices.at(500, 700)!.succeeded++
  slices.at(599, 5_000)!.failed++
  slices.at(650, 660)!.succeeded++
  expect([0, 1, 2].map((index) => slices.slice(index))).toMatchObject([
    { succeeded: 1, failed: 1 },
    { succeeded: 1, failed: 0 },
    emptySlice,
  ])
  expect([slices.end, slices.firstEndingFrom(5_000), slices.firstEndingFrom(5_001)]).toEqual([2, 0, Infinity])
})

test('the oldest are forgotten, and nothing more is taken for them', () => {
  const slices = new DueSlices(settings, 1_000)
  slices.at(500, 510)!.succeeded++
  slices.at(1_650, 1_660)!.succeeded++
  expect(slices.first).toBe(1)
  expect(slices.at(500, 1_700)).toBeNull()
  expect(slices.slice(0)).toEqual(emptySlice)
  expect(slices.at(600, 1_700)).not.toBeNull()
})
