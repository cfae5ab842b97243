import { expect, test } from 'vitest'
import type { EnvironmentMetrics, MergedReport } from '../../../src/model/metrics.ts'
import { mergeNotes } from '../../../src/vitest/merge-notes.ts'
import { environment } from '../../support/metrics.ts'

const reportOf = (given: Partial<EnvironmentMetrics> = {}): MergedReport => ({
  machine: null,
  shard: null,
  files: [],
  environment: { ...environment, ...given },
})

test('nothing is said of equal machines', () => {
  expect(mergeNotes(0, [reportOf(), reportOf()])).toEqual([])
})

test('copies, machines that differ and different commits are said', () => {
  expect(mergeNotes(2, [reportOf()])).toEqual([expect.stringContaining('2 test files came again')])
  expect(mergeNotes(0, [reportOf(), reportOf({ cores: 64 })])).toEqual([
    expect.stringContaining('machines that differ'),
  ])
  expect(mergeNotes(0, [reportOf({ commit: 'abc' }), reportOf({ commit: 'def' })])).toEqual([
    'stress  the reports are of different commits: abc, def',
  ])
})
