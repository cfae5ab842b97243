import { expect, test } from 'vitest'
import { EVERYONE } from '../../../src/queue/message.ts'
import { SentTo } from '../../../src/observe/sent-to.ts'

const to = (recipient: unknown, sequence = 0, producer = 'p') => ({ producer, sequence, recipient })

test('what comes out for another recipient is misrouted', () => {
  const sentTo = new SentTo()
  for (let sequence = 0; sequence < 5_000; sequence++) sentTo.note(to(`Agent-${sequence % 3}`, sequence))
  for (let sequence = 0; sequence < 5_000; sequence++) {
    expect(sentTo.isMisrouted(to(`Agent-${sequence % 3}`, sequence))).toBe(false)
    expect(sentTo.isMisrouted(to(`Agent-${(sequence + 1) % 3}`, sequence))).toBe(true)
  }
  expect(sentTo.isMisrouted(to('Agent-1', 0, 'q'))).toBe(false)
})

test.each([
  ['for everyone', [to(EVERYONE)], to('Agent-1')],
  ['sent twice, to the same one and then another', [to('a'), to('a'), to('b')], to('c')],
  ['without a recipient', [to(undefined)], to('a')],
  ['that comes without one', [to('a')], to(undefined)],
  ['with a sequence number far ahead', [to('a', 1e9)], to('b', 1e9)],
  ['with none', [to('a', 1.5), to('a', -1)], to('b', 1.5)],
])('nothing is said of a message %s', (_, noted, out) => {
  const sentTo = new SentTo()
  for (const each of noted) sentTo.note(each)
  expect(sentTo.isMisrouted(out)).toBe(false)
})
