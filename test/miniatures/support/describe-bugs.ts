import { describe, expect, test } from 'vitest'
import { judgeMiniature } from './judge-miniature.ts'
import type { Judgement } from './judgement.ts'
import type { Miniature } from './miniature.ts'

const seedsOn = 20
/** A share by default; all 1,000 where `MINIATURE_SEEDS` says so. */
const seedsOff = Number(process.env['MINIATURE_SEEDS'] ?? 50)
/** Far above what it takes: nothing here is about time. */
const timeoutMs = 60_000 + seedsOff * 300

/** Each bug must be found whenever it is in, and nothing may be found when it is not. */
export function describeBugs(bugs: readonly Miniature[]): void {
  describe.each(bugs.map((miniature) => [miniature.name, miniature] as const))('%s', (_, miniature) => {
    test(`is found in ${seedsOn} of ${seedsOn} seeds`, { timeout: timeoutMs }, async () => {
      const { verdict, violations } = miniature.expected
      for (let seed = 1; seed <= seedsOn; seed++) {
        const judgement = await judgeMiniature(miniature, { bug: true, seed })
        expect(judgement, `seed ${seed}`).toMatchObject({ verdict, missing: [] })
        expect(judgement.violations, `seed ${seed}`).toEqual(violations)
        expectToldWell(judgement)
      }
    })

    test(
      `passes without the mistake in ${seedsOff} of ${seedsOff} seeds`,
      { timeout: timeoutMs },
      async () => {
        for (let seed = 1; seed <= seedsOff; seed++) {
          const judgement = await judgeMiniature(miniature, { bug: false, seed })
          expect(judgement, `seed ${seed}`).toMatchObject({ verdict: 'pass', violations: {}, missing: [] })
          expect(judgement.delivered, `seed ${seed}`).toBeGreaterThanOrEqual(20)
        }
      },
    )
  })
}

const judgedOnHistory = /^(lease|fifoPerKey|log)/

/** A person is shown the messages, and a proof where there is a history to prove it by. */
function expectToldWell({ told }: Judgement): void {
  for (const [guarantee, { sentence, examples, hasProof }] of Object.entries(told)) {
    expect(examples.length).toBeGreaterThan(0)
    expect(examples.length).toBeLessThanOrEqual(8)
    for (const example of examples) expect(example).toMatch(/producer-[12]:\d+/)
    if (!judgedOnHistory.test(guarantee)) continue
    expect(hasProof).toBe(true)
    expect(sentence).toMatch(/producer-[12]:\d+/)
  }
}
