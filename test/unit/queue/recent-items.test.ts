import { expect, test } from 'vitest'
import { RecentItems } from '../../../src/queue/recent-items.ts'

test('keeps the last items, oldest first, and counts all', () => {
  const recent = new RecentItems<number>(3)
  expect(recent.toArray()).toEqual([])
  for (const item of [1, 2]) recent.add(item)
  expect(recent.toArray()).toEqual([1, 2])
  for (const item of [3, 4, 5]) recent.add(item)
  expect(recent.toArray()).toEqual([3, 4, 5])
  expect(recent.count).toBe(5)
})

test('keeps nothing when told so, and still counts', () => {
  const recent = new RecentItems<number>(0)
  recent.add(1)
  expect(recent.toArray()).toEqual([])
  expect(recent.count).toBe(1)
})
