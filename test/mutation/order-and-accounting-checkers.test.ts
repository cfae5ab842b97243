import { describe, expect, test } from 'vitest'
import { brokenLaws, checkByName } from '../unit/check/history/broken-laws.ts'
import { wrongAccountingCheckers } from './wrong-accounting-checkers.ts'
import { wrongOrderCheckers } from './wrong-order-checkers.ts'

// Tests of the tests: a checker with one of these mistakes would not get past the laws.
describe('every wrong checker breaks a law', () => {
  test('the right one breaks none', () => {
    expect(brokenLaws(checkByName)).toEqual([])
  })

  test.each([...wrongOrderCheckers, ...wrongAccountingCheckers])('$name', ({ mutate, noticedBy }) => {
    const broken = brokenLaws(mutate(checkByName))
    expect(broken).not.toEqual([])
    if (noticedBy !== undefined) expect(broken).toContain(noticedBy)
  })
})
