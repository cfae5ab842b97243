import { describe, expect, test } from 'vitest'
import { fairness } from '../../../../src/check/history/fairness.ts'
import { dequeue, drain } from '../../../property/check/history/references/operation-of.ts'

const agents = ['A', 'B', 'C']

describe('fairness', () => {
  test('empty', () => {
    expect(fairness.check([], { agents })).toEqual({ valid: true, verdict: 'pass', jain: null, proof: null })
    expect(fairness.check([], { agents, minJain: 0.5 })).toEqual({
      valid: 'unknown',
      verdict: 'invalid',
      jain: null,
      proof: null,
    })
  })

  test('sane: by inbox, or by process where there is no inbox', () => {
    const history = [
      dequeue(1, 0, 1, { key: 'A' }),
      dequeue(2, 2, 3, { process: 'B' }),
      drain([3], 4, 5, { key: 'C' }),
    ]
    expect(fairness.check(history, { agents, minJain: 1 })).toEqual({
      valid: true,
      verdict: 'pass',
      jain: 1,
      proof: null,
    })
  })

  test('pathological: one is served twice, one once, one never; a stranger and an empty answer do not count', () => {
    const history = [
      drain([1, 2], 0, 1, { key: 'A' }),
      dequeue(3, 2, 3, { key: 'B' }),
      dequeue(4, 4, 5, { key: 'X' }),
      dequeue(null, 6, 7, { key: 'C' }),
    ]
    expect(fairness.check(history, { agents })).toEqual({
      valid: true,
      verdict: 'pass',
      jain: 0.6,
      proof: null,
    })
    expect(fairness.check(history, { agents, minJain: 0.9 })).toEqual({
      valid: false,
      verdict: 'fail',
      jain: 0.6,
      proof: {
        sentence: "A was served 2 times and C 0 times: Jain's index over 3 agents is 0.6, below 0.9",
        messages: [],
      },
    })
  })
})
