import { expect, test } from 'vitest'
import { spendLevel } from '../../../src/compare/spend-level.ts'

test.each([[[20]], [[10, 15, 20]], [[8, 9, 30, 31]]])(
  'looks at %j use the level up, each for its rounds',
  (looks) => {
    const levels = looks.map((_, look) => spendLevel(0.01, looks, look))
    expect(levels.reduce((sum, level) => sum + level, 0)).toBeCloseTo(0.01, 12)
    expect(levels[0]).toBeCloseTo((0.01 * looks[0]!) / looks.at(-1)!, 12)
  },
)
