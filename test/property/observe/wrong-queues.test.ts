import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeSeen } from './judge-seen.ts'
import { play, programs } from './play-queue.ts'
import { promises } from './promises.ts'
import { wrongQueues } from './wrong-queues.ts'

test.each(wrongQueues)('a queue that %s is found out', async (_, make, rules) => {
  const found = new Set<string>()
  for (const program of fc.sample(programs, { numRuns: 100, seed: 7 })) {
    // Longer ones: a message must fail several times before anything is wrong about it.
    const steps = [...program.steps, ...program.steps, ...program.steps]
    const seen = await play({ ...program, steps }, make)
    for (const { name, verdict, examples } of judgeSeen(seen, promises(program))) {
      if (verdict !== 'fail') continue
      found.add(name)
      expect(examples.length).toBeGreaterThan(0)
      expect(examples.length).toBeLessThanOrEqual(8)
    }
    if (rules.every((rule) => found.has(rule))) return
  }
  expect([...found]).toEqual(expect.arrayContaining([...rules]))
})
