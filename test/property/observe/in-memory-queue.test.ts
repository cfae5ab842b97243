import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeSeen, evidenceOf } from './judge-seen.ts'
import { play, programs } from './play-queue.ts'
import { promises } from './promises.ts'

const numRuns = Number(process.env['HISTORIES'] ?? 1_000)

test(
  `what InMemoryMessageQueue promises is never found violated (${numRuns} histories)`,
  async () => {
    const passed = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        const seen = await play(program)
        const found = judgeSeen(seen, promises(program))
        for (const { name, label, verdict, summary } of found) {
          expect(verdict, `${label}: ${summary}`).not.toBe('fail')
          if (verdict === 'pass') passed.set(name, (passed.get(name) ?? 0) + 1)
        }
      }),
      { numRuns },
    )
    // A guarantee that was never put to the test would not have been violated either.
    expect(passed.size).toBe(7)
    for (const [name, times] of passed) expect(times, name).toBeGreaterThan(numRuns / 20)
  },
  60_000 + numRuns * 20,
)

test('the ledger agrees with what the test counted itself', async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (program) => {
      const seen = await play(program)
      const { account } = evidenceOf(seen)
      const { attempted, accepted, delivered, dead_lettered, lost } = account.summary
      expect({ attempted, accepted, delivered, dead_lettered, lost }).toEqual({
        attempted: seen.attempted,
        accepted: seen.accepted,
        delivered: seen.delivered,
        dead_lettered: seen.deadLettered,
        lost: 0,
      })
    }),
    { numRuns: Math.min(numRuns, 300) },
  )
})
