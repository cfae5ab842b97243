import { expect, test } from 'vitest'
import { FirstInboxes } from '../../../src/record/first-inboxes.ts'

test('an inbox with a number too large for what the column holds so far makes it wider, and the others stay', () => {
  const inboxes = new FirstInboxes(0)
  const given = [0, 7, 255, 256, 3, 65_535, 65_536, 9]
  for (const [slot, inbox] of given.entries()) inboxes.put(slot, inbox)
  expect(given.map((_, slot) => inboxes.at(slot))).toEqual(given)
})
