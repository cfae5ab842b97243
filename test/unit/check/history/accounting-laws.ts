import type { Law } from './law.ts'
import { everyOrderedLaw } from './ordered-laws.ts'

const nothing = {
  lost: [],
  unexpected: [],
  duplicatedPerAttempt: [],
  duplicatedPerMessage: [],
  recovered: [],
  phantom: [],
  definitelyLostAtLeast: 0,
}
const kept = { atLeastOnce: true, atMostOnce: true, exactlyOnce: true }
const lostForSure = { atLeastOnce: false, atMostOnce: true, exactlyOnce: false }
const perhapsLost = { atLeastOnce: 'unknown', atMostOnce: true, exactlyOnce: 'unknown' }
const neither = { atLeastOnce: false, atMostOnce: false, exactlyOnce: false }
const repeated = { atLeastOnce: true, atMostOnce: false, exactlyOnce: false }

const total: Omit<Law, 'checker'>[] = [
  {
    name: 'all came out',
    history: '+a 0-1, +b 0-1, -b 2-3, [a] 4-5',
    expected: { ...nothing, valid: kept, verdict: 'pass', proof: null },
  },
  {
    name: 'lost',
    history: '+b 0-1, +a 0-1, +c 0-1, -c 2-3',
    expected: { ...nothing, lost: ['a', 'b'], definitelyLostAtLeast: 2, valid: lostForSure, verdict: 'fail' },
    sentence: '"a" (and 1 more) was acknowledged, and not among what the queue delivered until it was empty',
  },
  {
    name: 'lost, judged for at most once',
    history: '+a 0-1',
    options: { guarantee: 'atMostOnce' },
    expected: { lost: ['a'], valid: lostForSure, verdict: 'pass', proof: null },
  },
  {
    name: 'an unknown dequeue excuses one',
    history: '+a 0-1, +b 0-1, -? 2',
    expected: { ...nothing, lost: ['a', 'b'], definitelyLostAtLeast: 1, valid: lostForSure, verdict: 'fail' },
  },
  {
    name: 'an unknown dequeue excuses all there is',
    history: '+a 0-1, -? 2, -? 2',
    expected: { ...nothing, lost: ['a'], valid: perhapsLost, verdict: 'invalid', proof: null },
  },
  {
    name: 'a failed dequeue excuses nothing',
    history: '+a 0-1, -! 2-3',
    expected: { ...nothing, lost: ['a'], definitelyLostAtLeast: 1, valid: lostForSure, verdict: 'fail' },
  },
  {
    name: 'an unknown drain excuses everything',
    history: '+a 0-1, +b 0-1, [?] 2',
    expected: { ...nothing, lost: ['a', 'b'], valid: perhapsLost, verdict: 'invalid' },
  },
  {
    name: 'not drained',
    history: '+a 0-1',
    options: { drained: false },
    expected: { ...nothing, lost: ['a'], valid: perhapsLost, verdict: 'invalid' },
  },
  {
    name: 'delivered more often than attempted',
    history: '+a 0-1, -a 2-3, -a 4-5, [a] 6-7',
    expected: {
      ...nothing,
      duplicatedPerAttempt: ['a', 'a'],
      duplicatedPerMessage: ['a', 'a'],
      valid: repeated,
      verdict: 'fail',
    },
    sentence: '"a" was delivered more often than it was enqueued',
  },
  {
    name: 'attempted twice, delivered twice',
    history: '+a 0-1, +a 0-1, -a 2-3, -a 4-5',
    expected: { ...nothing, duplicatedPerMessage: ['a'], valid: kept, verdict: 'pass' },
  },
  {
    name: 'attempted twice, delivered once',
    history: '+a 0-1, +a 0-1, -a 2-3',
    expected: { ...nothing, lost: ['a'], definitelyLostAtLeast: 1, valid: lostForSure },
  },
  {
    name: 'recovered',
    history: '+b? 0, +a? 0, +c? 0, -a 2-3, -b 2-3',
    expected: { ...nothing, recovered: ['a', 'b'], valid: kept, verdict: 'pass' },
  },
  {
    name: 'phantom',
    history: '+a! 0-1, -a 2-3',
    expected: { ...nothing, phantom: ['a'], valid: neither, verdict: 'fail' },
    sentence: '"a" was delivered although every enqueue of it failed',
  },
  {
    name: 'not phantom after a second try',
    history: '+a! 0-1, +a? 2, -a 2-3',
    expected: { ...nothing, recovered: ['a'], valid: kept, verdict: 'pass' },
  },
  {
    name: 'from nowhere; numbers by size',
    history: '-10 2-3, -9 2-3',
    expected: {
      ...nothing,
      unexpected: [9, 10],
      duplicatedPerAttempt: [9, 10],
      valid: neither,
      verdict: 'fail',
    },
    sentence: '9 (and 1 more) was delivered although nobody enqueued it',
  },
  {
    name: 'an empty answer is no message',
    history: '+a 0-1, -a 2-3, -_ 4-5',
    expected: { ...nothing, valid: kept },
  },
]

const unique: Omit<Law, 'checker'>[] = [
  {
    name: 'each once',
    history: '+a 0-1, +b 0-1, -a 2-3, -b 2-3, -_ 4-5, -_ 6-7',
    expected: { valid: true, verdict: 'pass', duplicated: {}, proof: null },
  },
  {
    name: 'acknowledged twice',
    history: '+a 0-1, +b 0-1, +a 2-3, +2 0-1, +2 0-1, +2 0-1',
    expected: { valid: false, verdict: 'fail', duplicated: { a: 2, 2: 3 } },
    sentence: '2 was acknowledged 3 times',
  },
  {
    name: 'delivered twice',
    history: '-a 0-1, [a b] 2-3',
    expected: { valid: false, verdict: 'fail', duplicated: { a: 2 } },
  },
  {
    name: 'only what was acknowledged counts',
    history: '+a 0-1, +a! 0-1, +a? 0',
    expected: { valid: true, duplicated: {} },
  },
  {
    name: 'the number 1 is not the text "1"',
    history: '+1 0-1, +one 0-1',
    expected: { valid: true, duplicated: {} },
  },
]

/** No order: what the ordered checkers say about order and emptiness does not matter here. */
const unordered = everyOrderedLaw.filter(({ history }) => !history.includes('_'))

export const accountingLaws: Law[] = [
  ...total.map((law) => ({ ...law, checker: 'total-queue' as const })),
  ...unique.map((law) => ({ ...law, checker: 'unique-ids' as const })),
  ...unordered.map((law) => ({ ...law, checker: 'queue' as const })),
]
