import { describe, expect, test } from 'vitest'
import type { HistoryReport } from '../../../../src/check/history/checker.ts'
import { searchOrder } from '../../../../src/check/history/search-order.ts'
import type { ServiceRule } from '../../../../src/check/history/service-rule.ts'
import type { Operation } from '../../../../src/model/history.ts'
import { compareWithExhaustive, historyCount, mixes } from './compare-with-exhaustive.ts'
import type { Discipline } from './exhaustive-order.ts'

interface OrderedChecker {
  name: Discipline
  check(history: readonly Operation[], options: { maxStates: number }): HistoryReport
}

/**
 * The evidence that the fast rules are exact: `HISTORIES=100000 npx vitest run test/property/check/history` for the whole
 * of it. A file for each checker, so that they share the cores.
 */
export function describeOrderedChecker(checker: OrderedChecker, rule: ServiceRule): void {
  test.each(Object.entries(mixes))(
    `${historyCount} random histories of %s: never another answer than every order tried`,
    (name, mix) => {
      const check = (history: readonly Operation[]) => checker.check(history, { maxStates: 1e6 })
      const found = compareWithExhaustive(check, checker.name, { count: historyCount, mix })
      const { legal, illegal, unknown, shares } = found
      console.log(JSON.stringify({ checker: checker.name, mix: name, legal, illegal, unknown, shares }))
      expect(found.differences.slice(0, 3)).toEqual([])
      expect(found).toMatchObject({ unknown: 0, badProofs: 0 })
      expect(Math.min(legal, illegal)).toBeGreaterThan(historyCount / 50)
    },
    600_000,
  )

  describe('the search alone', () => {
    test.each(Object.entries(mixes))(
      'random histories of %s',
      (_, mix) => {
        const check = (history: readonly Operation[]) => searched(history, rule)
        const count = Math.ceil(historyCount / 3)
        const found = compareWithExhaustive(check, checker.name, { count, mix })
        expect(found.differences.slice(0, 3)).toEqual([])
        expect(found.unknown).toBe(0)
      },
      600_000,
    )
  })
}

function searched(history: readonly Operation[], rule: ServiceRule): HistoryReport {
  const { legal, stuck } = searchOrder(history, rule, 1e6)
  const messages = stuck.map(() => ({ value: null, enqueue: null, dequeue: null }))
  return { valid: legal, verdict: 'invalid', proof: legal === false ? { sentence: '', messages } : null }
}
