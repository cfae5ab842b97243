import type { Law } from './law.ts'

const legal = { valid: true, verdict: 'pass', proof: null }
const illegal = { valid: false, verdict: 'fail' }

/** What every ordered checker says: there is only one class, and no two messages overlap unless they are to. */
export const everyOrderedLaw: Omit<Law, 'checker'>[] = [
  { name: 'nothing happened', history: '', expected: legal },
  { name: 'in order', history: '+a 0-1, +b 2-3, -a 4-5, -b 6-7', expected: legal },
  { name: 'from nowhere', history: '-a 0-1', expected: illegal },
  { name: 'phantom', history: '+a! 0-1, -a 2-3', expected: illegal },
  { name: 'twice', history: '+a 0-1, -a 2-3, -a 4-5', expected: illegal },
  { name: 'twice on purpose', history: '+a 0-1, +a 2-3, -a 4-5, -a 6-7', expected: legal },
  { name: 'three of two', history: '+a 0-1, +a 2-3, -a 4-5, -a 6-7, -a 8-9', expected: illegal },
  { name: 'two before the second went in', history: '+a 0-1, -a 2-3, -a 4-5, +a 6-7', expected: illegal },
  { name: 'out before it went in', history: '-a 0-1, +a 2-3', expected: illegal },
  { name: 'out while it goes in', history: '-a 0-2, +a 2-3', expected: legal },
  { name: 'an unknown enqueue that was delivered', history: '+a? 0, -a 5-6', expected: legal },
  { name: 'an unknown enqueue may never happen', history: '+a? 0, -_ 5-6', expected: legal },
  { name: 'an unknown enqueue may happen late', history: '+a? 0, -_ 5-6, -a 7-8', expected: legal },
  { name: 'a failed enqueue is not inside', history: '+a! 0-1, -_ 5-6', expected: legal },
  { name: 'empty although one is inside', history: '+a 0-1, -_ 2-3, -a 4-5', expected: illegal },
  { name: 'empty although one is inside for ever', history: '+a 0-1, -_ 2-3', expected: illegal },
  { name: 'empty in between', history: '+a 0-1, -a 2-4, -_ 3-4, +b 5-6, -b 7-8', expected: legal },
  {
    name: 'empty at the instant of change',
    history: '+a 0-1, -a 4-4, -_ 2-4, +b 4-5, -b 6-6',
    expected: legal,
  },
  {
    name: 'empty although one of two is always inside',
    history: '+1 0-1, -1 5-8, +2 3-4, -2 9-10, -_ 2-7',
    expected: illegal,
    sentence:
      '1 was inside from 1 until 5 and 2 was inside from 4 until 9, yet the queue answered empty during 2 to 7',
  },
  {
    name: 'empty between two that only touch',
    history: '+1 0-1, -1 4-8, +2 3-4, -2 9-10, -_ 2-7',
    expected: legal,
  },
  { name: 'an unknown dequeue took it', history: '+a 0-1, -? 2, -_ 4-5', expected: legal },
  { name: 'an unknown dequeue that began too late', history: '+a 0-1, -_ 2-3, -? 4', expected: illegal },
  {
    name: 'an unknown dequeue takes one, not two',
    history: '+a 0-1, +b 0-1, -? 2, -_ 4-5',
    expected: illegal,
  },
  { name: 'two unknown dequeues take two', history: '+a 0-1, +b 0-1, -? 2, -? 2, -_ 4-5', expected: legal },
  { name: 'an unknown drain takes any number', history: '+a 0-1, +b 0-1, [?] 2, -_ 4-5', expected: legal },
  { name: 'a failed dequeue takes nothing', history: '+a 0-1, -! 2-3, -_ 4-5', expected: illegal },
  { name: 'a drain delivers', history: '+a 0-1, +b 2-3, [a b] 4-5, -_ 6-7', expected: legal },
  { name: 'a drain that left one', history: '+a 0-1, +b 2-3, [a] 4-5, -_ 6-7', expected: illegal },
  { name: 'a drain of what is not there', history: '+a 0-1, [a b] 4-5', expected: illegal },
  {
    name: 'a drain that delivers what comes in meanwhile',
    history: '+a 0-1, [a b] 2-9, +b 5-6',
    expected: legal,
  },
  {
    name: 'a drain that must wait for the one ahead',
    history: '+a 6-7, +b 0-1, [a b] 0-9, -_ 3-4',
    expected: illegal,
  },
]

const fifoOnly: Omit<Law, 'checker'>[] = [
  {
    name: 'overtaken',
    history: '+a 0-1, +b 2-3, -b 4-5, -a 6-7',
    expected: illegal,
    sentence: '"a" was in the queue by 1 and "b" not before 2, yet "b" came out by 5 and "a" not before 6',
  },
  { name: 'equal times overlap: in', history: '+a 0-2, +b 2-3, -b 4-5, -a 6-7', expected: legal },
  { name: 'equal times overlap: out', history: '+a 0-1, +b 2-3, -b 4-6, -a 6-7', expected: legal },
  { name: 'the last completed may go first', history: '+a 0-9, +b 2-3, -a 10-11, -b 12-13', expected: legal },
  { name: 'the last begun may go first', history: '+a 0-5, +b 2-3, -b 10-11, -a 12-13', expected: legal },
  { name: 'passed by and left', history: '+a 0-1, +b 2-3, -b 4-5', expected: illegal },
  { name: 'an unknown one passed by', history: '+a? 0, +b 2-3, -b 4-5', expected: legal },
  {
    name: 'passed by, taken by an unknown dequeue',
    history: '-? 0, +a 0-1, +b 2-3, -b 4-5',
    expected: legal,
  },
  {
    name: 'passed by, the unknown dequeue came later',
    history: '+a 0-1, +b 2-3, -b 4-5, -? 6',
    expected: illegal,
  },
  { name: 'a drain in the wrong order', history: '+a 0-1, +b 2-3, [b a] 4-9', expected: illegal },
  { name: 'a drain of what overlapped', history: '+a 0-2, +b 2-3, [b a] 4-9', expected: legal },
  { name: 'which copy: the second', history: '+a? 0, +b 1-2, +a 3-4, -b 5-6, -a 7-8', expected: legal },
  {
    name: 'which copy: neither',
    history: '+a 0-1, +b 2-3, +a 4-5, -b 6-7, -a 8-9, -a 10-11',
    expected: illegal,
  },
]

const stableOnly: Omit<Law, 'checker'>[] = [
  {
    name: 'urgent first, then in order',
    history: '+a:0 0-1, +b:0 2-3, +c:1 4-5, -c 6-7, -a 8-9, -b 10-11',
    expected: legal,
  },
  { name: 'equals overtaken', history: '+a:3 0-1, +b:3 2-3, -b 4-5, -a 6-7', expected: illegal },
  {
    name: 'each rule alone holds, not both',
    history: separateRulesHold(),
    expected: illegal,
    sentence:
      '"x" was in the queue by 0 and "y", of the same priority, not before 1, yet "y" came out by 8 and "x" not before 9, since "h" was inside from 2 until 9',
  },
]

/**
 * x goes in before its equal y. A message of higher priority is inside from 2 until 9, so x, whose dequeue began at 2,
 * comes out after 9; y came out by 2 at the latest, while nothing was inside: alone, each rule is content.
 */
function separateRulesHold(): string {
  return '+x:0 0-0, +y:0 1-1, +h:1 2-2, -h 9-9, -y 1-8, -x 3-12'
}

const byPriority: Omit<Law, 'checker'>[] = [
  { name: 'higher first', history: '+a:1 0-1, +b:2 2-3, -b 4-5, -a 6-7', expected: legal },
  {
    name: 'lower first',
    history: '+a:1 0-1, +b:2 2-3, -a 4-5, -b 6-7',
    expected: illegal,
    sentence: '"b" was inside from 3 until 6, yet "a", of lower priority, came out during 4 to 5',
  },
  {
    name: 'lower first while higher goes in',
    history: '+a:1 0-1, +b:2 2-4, -a 4-5, -b 6-7',
    expected: legal,
  },
  {
    name: 'lower first while higher comes out',
    history: '+a:1 0-1, +b:2 2-3, -a 4-6, -b 6-7',
    expected: legal,
  },
  {
    name: 'none is 0, below 1 and above -1',
    history: '+a:-1 0-1, +b 0-1, +c:1 0-1, -c 2-3, -b 4-5, -a 6-7',
    expected: legal,
  },
  { name: 'lower first, higher left', history: '+a:1 0-1, +b:2 2-3, -a 4-5', expected: illegal },
  { name: 'higher may never have gone in', history: '+a:1 0-1, +b:2? 2, -a 4-5', expected: legal },
  {
    name: 'two together are in the way',
    history: '+a:0 0-1, +b:2 0-1, +c:2 2-3, -b 4-6, -c 7-8, -a 2-6',
    expected: illegal,
  },
  {
    name: 'different classes together are in the way',
    history: '+a:0 0-1, +b:9 0-1, -b 5-6, +c:4 3-4, -c 7-8, -a 2-6',
    expected: illegal,
  },
  {
    name: 'an unknown dequeue took the urgent one',
    history: '+a:1 0-1, +b:2 2-3, -? 3, -a 4-5',
    expected: legal,
  },
  {
    name: 'it takes one of two urgent ones',
    history: '+a:1 0-1, +b:2 2-3, +c:2 2-3, -? 3, -a 4-5',
    expected: illegal,
  },
  { name: 'it took the later one', history: '+l:1 0-1, +h:9 2-3, -? 3, +m:5 4-5, -m 6-7', expected: legal },
  {
    name: 'it may wait for the right one',
    history: '+l:1 0-1, -? 2, +m:5 4-5, +h:9 6-7, -m 8-9',
    expected: legal,
  },
  {
    name: 'it took the lesser one at the one instant before the urgent one was inside',
    history: '+k:7 0-1, +m:5 2-3, +h:9 9-10, -? 10, -m 8-12',
    expected: legal,
  },
  { name: 'a drain in order of priority', history: '+a:1 0-1, +b:2 2-3, [b a] 4-9', expected: legal },
  { name: 'a drain against it', history: '+a:1 0-1, +b:2 2-3, [a b] 4-9', expected: illegal },
  { name: 'a drain with an urgent latecomer', history: '+a:1 0-1, +b:2 5-6, [a b] 4-9', expected: legal },
]

export const orderedLaws: Law[] = [
  ...(['fifo', 'priority', 'stable-priority'] as const).flatMap((checker) =>
    everyOrderedLaw.map((law) => ({ ...law, checker })),
  ),
  ...fifoOnly.map((law) => ({ ...law, checker: 'stable-priority' as const, sentence: undefined })),
  ...fifoOnly.map((law) => ({ ...law, checker: 'fifo' as const })),
  ...(['priority', 'stable-priority'] as const).flatMap((checker) =>
    byPriority.map((law) => ({ ...law, checker })),
  ),
  ...stableOnly.map((law) => ({ ...law, checker: 'stable-priority' as const })),
  {
    checker: 'priority',
    name: 'equals in any order',
    history: '+a:3 0-1, +b:3 2-3, -b 4-5, -a 6-7',
    expected: legal,
  },
]
