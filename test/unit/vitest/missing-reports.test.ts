import { describe, expect, test } from 'vitest'
import type { RunStamp } from '../../../src/model/report-stamp.ts'
import { missingReports, type MergedRun } from '../../../src/vitest/missing-reports.ts'
import { environment } from '../../support/metrics.ts'

const files = ['a', 'b', 'c']

function runOf(present: readonly string[], stamp: Partial<RunStamp> = {}): MergedRun {
  const whole = {
    id: 'id',
    machine: null,
    shard: null,
    seed: 1,
    interrupted: false,
    errors: [],
    environment,
    files,
    ...stamp,
  }
  return { stamp: whole, present, stress: present }
}
const shardOf = (index: number, count: number, present: readonly string[]): MergedRun =>
  runOf(present, { shard: { index, count } })
const machineOf = (machine: string | null, present: readonly string[] = files): MergedRun =>
  runOf(present, { machine })

describe('shards', () => {
  test('that hold all files are complete, however they are ordered', () => {
    expect(missingReports([shardOf(2, 2, ['b']), shardOf(1, 2, ['a', 'c'])])).toEqual([])
  })

  test('that have no file are not missed', () => {
    expect(missingReports([shardOf(1, 4, ['a', 'b']), shardOf(3, 4, ['c'])])).toEqual([])
  })

  test('that are missing are named with their files', () => {
    expect(missingReports([shardOf(2, 3, ['b'])])).toEqual([
      'a, c are in none of the merged reports; nothing came of shard 1/3, 3/3',
    ])
  })

  test('that are all there, and yet a file is not, are not blamed', () => {
    expect(missingReports([shardOf(1, 2, ['a']), shardOf(2, 2, ['b'])])).toEqual([
      'c is in none of the merged reports',
    ])
  })

  test('with many missing files name the first', () => {
    const many = Array.from({ length: 9 }, (_, index) => `f${index}`)
    expect(missingReports([runOf(['f0'], { files: many })])).toEqual([
      'f1, f2, f3, f4, f5 and 3 more are in none of the merged reports',
    ])
  })
})

describe('machines', () => {
  test('that are all there and hold all files are complete', () => {
    expect(missingReports([machineOf('2/2'), machineOf('1/2')])).toEqual([])
  })

  test('that are missing are named', () => {
    expect(missingReports([machineOf('2/3')])).toEqual([
      'machine 1/3 is missing: none of the merged reports is from it',
      'machine 3/3 is missing: none of the merged reports is from it',
    ])
  })

  test('have shards of their own', () => {
    const shards = (machine: string) => [
      runOf(['a'], { machine, shard: { index: 1, count: 2 } }),
      runOf(['b', 'c'], { machine, shard: { index: 2, count: 2 } }),
    ]
    expect(missingReports([...shards('1/2'), ...shards('2/2')])).toEqual([])
    expect(missingReports([...shards('1/2'), shards('2/2')[0]!])).toEqual([
      'b, c are in none of the merged reports of machine 2/2; nothing came of shard 2/2',
    ])
  })

  test('must agree how many they are', () => {
    expect(missingReports([machineOf('1/2'), machineOf('2/3'), machineOf('3/3')])).toEqual([
      'the machines do not agree how many they are: 1/2, 2/3, 3/3',
    ])
  })

  test('must all say which they are, if one does', () => {
    expect(missingReports([machineOf('1/1'), machineOf(null)])).toEqual([
      expect.stringContaining('a machine that does not say which it is'),
    ])
    expect(missingReports([machineOf('1/1'), machineOf('linux')])).toEqual([
      expect.stringContaining('a merged report is from "linux"'),
    ])
  })

  test('may have labels that say nothing of a number', () => {
    expect(missingReports([machineOf('linux'), machineOf('mac')])).toEqual([])
  })

  test('that ran the same file are told apart by name only', () => {
    expect(missingReports([machineOf(null), machineOf(null)])).toEqual([
      expect.stringContaining('a, b, c ran 2 times, and the reports do not say on which machine'),
    ])
    expect(missingReports([machineOf('1/1'), machineOf('1/1', ['b'])])).toEqual([
      'b ran 2 times on machine 1/1: keep one of the reports',
    ])
  })

  test('may run the same ordinary tests unnamed', () => {
    const ordinary = { ...machineOf(null), stress: [] }
    expect(missingReports([ordinary, ordinary])).toEqual([])
  })
})
