import { expect, test } from 'vitest'
import { IndexList } from '../../../../src/check/history/index-list.ts'

test('grows past what was expected and keeps what it has', () => {
  const list = new IndexList(0)
  const items = Array.from({ length: 100 }, (_, i) => 7 * i)
  expect(items.map((item) => list.push(item))).toEqual(items.map((_, place) => place))
  list.replace(3, -1)
  list.increment(99)
  expect([list.length, list.at(3), list.at(4)]).toEqual([100, -1, 28])
  expect([...list.toArray()]).toEqual(items.with(3, -1).with(99, 694))
})
