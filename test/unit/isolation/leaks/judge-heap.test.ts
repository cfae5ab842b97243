import { expect, test } from 'vitest'
import { seededRandom } from '../../../../src/foundation/random.ts'
import { judgeHeap, type HeapLook } from '../../../../src/isolation/leaks/judge-heap.ts'

const settings = { rounds: 12, bytesPerIteration: 32 }
const iterations = 48_000
const base = 20_000_000

/** Looks at a heap that is `bytesAt(share of the load)` above its base. */
function looksAt(
  bytesAt: (share: number) => number,
  ownAt = bytesAt,
  count = 12,
  all = iterations,
): HeapLook[] {
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 1) / count
    const own = ownAt === bytesAt ? 0 : ownAt(share)
    return { iterations: share * all, heap_bytes: base + bytesAt(share), own_bytes: own }
  })
}
const growing = (bytesEach: number) => (share: number) => share * iterations * bytesEach

test('what grows with the load fails, and by how much is told', () => {
  expect(judgeHeap(looksAt(growing(212)), settings)).toMatchObject({
    verdict: 'fail',
    bytes_per_iteration: 212,
    at_least_bytes_per_iteration: 212,
    late_bytes_per_iteration: 212,
    trouble: null,
  })
})

test.each<[string, HeapLook[]]>([
  ['nothing grows', looksAt(() => 0)],
  ['as much as allowed', looksAt(growing(32))],
  ['it shrinks', looksAt(growing(-200))],
  ['a cache that is full in the middle', looksAt((share) => Math.min(share, 0.5) * 40e6)],
  [
    'a cache that is full at a third, and whose table doubles later on',
    looksAt((share) => Math.min(share, 0.4) * 10e6 + (share > 0.7 ? 1e6 : 0)),
  ],
  ['a backlog that the drain takes away', looksAt((share) => (share === 1 ? 0 : share * 40e6))],
  ['code that is compiled at first', looksAt((share) => 3e6 * (1 - Math.exp(-9 * share)))],
  ['only the recording of the run grows', looksAt(growing(212), (share) => growing(212)(share))],
])('none: %s', (_, looks) => {
  expect(judgeHeap(looks, settings)).toMatchObject({ verdict: 'pass', trouble: null })
})

test.each<[string, HeapLook[], string]>([
  ['too few looks', looksAt(growing(212), undefined, 6), 'was looked at 6 of 12 times'],
  ['none', [], 'was looked at 0 of 12 times'],
  ['too little for a heap', looksAt((share) => share * 9_000 * 40, undefined, 12, 9_000), 'are needed'],
  ['too few iterations', looksAt(() => 0, undefined, 12, 9_000), 'about 18,750 are needed'],
  [
    'a jump to and fro',
    looksAt((share) => growing(100)(share) + (Math.round(share * 12) % 3 === 0 ? 3e6 : 0)),
    'is not certain',
  ],
])('not judged: %s', (_, looks, why) => {
  const { verdict, trouble } = judgeHeap(looks, settings)
  expect([verdict, trouble]).toEqual(['invalid', expect.stringContaining(why)])
})

test('a heap that moves by itself is no leak, and hides none of 100 bytes, by 500 seeds', () => {
  const verdicts = { clean: new Map<string, number>(), leaking: new Map<string, number>() }
  for (let seed = 0; seed < 500; seed++) {
    const random = seededRandom(seed)
    // Of 0.2 MB each way: twice what was seen in runs.
    const chance = looksAt(() => (random.next() - 0.5) * 400_000)
    const leak = chance.map((look) => ({ ...look, heap_bytes: look.heap_bytes + look.iterations * 100 }))
    for (const [name, looks] of Object.entries({ clean: chance, leaking: leak })) {
      const counts = verdicts[name as 'clean']
      const { verdict } = judgeHeap(looks, settings)
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
    }
  }
  expect(verdicts.clean).toEqual(new Map([['pass', 500]]))
  expect(verdicts.leaking).toEqual(new Map([['fail', 500]]))
})
