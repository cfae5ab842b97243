// The checkers as they are packed: the same laws and comparisons as for the source, on fewer histories.
import { takeCoverage } from 'node:v8'
import { afterAll, expect, test } from 'vitest'
import type { HistoryChecker } from '../../src/check/history/checker.ts'
import { compareWithExhaustive, mixes } from '../property/check/history/compare-with-exhaustive.ts'
import { compareWithReference } from '../property/check/history/references/compare-with-reference.ts'
import { laws as messageLaws } from '../property/check/history/references/laws.ts'
import { brokenLaws } from '../unit/check/history/broken-laws.ts'

// A path that is computed is left to Node, so that the built files themselves run.
const built = new URL('../../dist/check/history/history-checkers.js', import.meta.url).href
const { historyCheckers } = (await import(built)) as { historyCheckers: readonly HistoryChecker[] }
const histories = 300

// Vitest ends its workers before V8 has written their coverage.
if (process.env['NODE_V8_COVERAGE']) afterAll(() => takeCoverage())

function named(name: string): HistoryChecker {
  return historyCheckers.find((checker) => checker.name === name)!
}

test('break none of the laws of order and accounting', () => {
  const broken = brokenLaws((name, operations, options) => {
    const checker = named(name)
    return checker.check(operations, checker.optionsSchema.parse(options))
  })
  expect(broken).toEqual([])
})

test.each(
  (['fifo', 'priority', 'stable-priority'] as const).flatMap((name) =>
    Object.entries(mixes).map(([mix, of]) => ({ name, mix, of })),
  ),
)('$name agrees with brute force on random histories of $mix', ({ name, of }) => {
  const check: Parameters<typeof compareWithExhaustive>[0] = (history) =>
    named(name).check(history, { maxStates: 1e6 })
  expect(compareWithExhaustive(check, name, { count: histories, mix: of })).toMatchObject({
    differences: [],
    unknown: 0,
    badProofs: 0,
  })
})

test.each(messageLaws.map((law) => ({ name: law.checker.name, law })))(
  '$name agrees with its reference on random histories',
  ({ name, law }) => {
    expect(
      compareWithReference(law, histories, (...args) => named(name).check(...args)).difference,
    ).toBeNull()
  },
)
