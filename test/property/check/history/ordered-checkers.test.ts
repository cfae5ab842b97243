import { describe, expect, test } from 'vitest'
import { fifo } from '../../../../src/check/history/fifo.ts'
import { priority } from '../../../../src/check/history/priority.ts'
import { stablePriority } from '../../../../src/check/history/stable-priority.ts'
import { searchOrder } from '../../../../src/check/history/search-order.ts'
import { serviceRules } from '../../../../src/check/history/service-rule.ts'
import type { Operation } from '../../../../src/model/history.ts'
import { compareWithExhaustive, historyCount, mixes } from './compare-with-exhaustive.ts'

// The evidence that the fast rules are exact. `HISTORIES=100000 npx vitest run test/property/check/history`
describe.each([fifo, priority, stablePriority])('$name', (checker) => {
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
})

describe.each([
  ['fifo', serviceRules.fifo],
  ['priority', serviceRules.priority],
  ['stable-priority', serviceRules.stablePriority],
] as const)('the search alone: %s', (discipline, rule) => {
  test.each(Object.entries(mixes))(
    'random histories of %s',
    (_, mix) => {
      const check = (history: readonly Operation[]) => {
        const { legal, stuck } = searchOrder(history, rule, 1e6)
        const messages = stuck.map(() => ({ value: null, enqueue: null, dequeue: null }))
        return {
          valid: legal,
          verdict: 'invalid' as const,
          proof: legal === false ? { sentence: '', messages } : null,
        }
      }
      const found = compareWithExhaustive(check, discipline, { count: Math.ceil(historyCount / 3), mix })
      expect(found.differences.slice(0, 3)).toEqual([])
      expect(found.unknown).toBe(0)
    },
    600_000,
  )
})
