import { describe, expect, test } from 'vitest'
import type { Progress } from '../../../src/model/wire.ts'
import { renderLiveProgress } from '../../../src/report/render-live-progress.ts'
import { terminalColumns } from '../../../src/report/terminal-columns.ts'
import { progress, troubled } from './progress-cases.ts'

const bare = (text: string): string => text
function lineOf(given: Partial<Progress>, columns: number, name = 'orders', silentMs = 0): string {
  return renderLiveProgress({ name, progress: { ...progress, ...given }, silentMs }, columns, bare)
}

describe('the live line', () => {
  test('has everything where there is room', () => {
    expect(lineOf(troubled, 200)).toBe(
      '   orders  [===       ]   30 %  3.0 s of 10.0 s, 7.0 s left  595 of 2,000 done  120/s of 200/s  p95 12.34 ms  5 failed  1,200 dropped  10 in flight',
    )
  })

  test.each<[number, string]>([
    [
      120,
      '   orders   30 %  3.0 s of 10.0 s, 7.0 s left  120/s of 200/s  p95 12.34 ms  5 failed  1,200 dropped  10 in flight',
    ],
    [100, '   orders  3.0 s of 10.0 s, 7.0 s left  120/s of 200/s  p95 12.34 ms  5 failed  1,200 dropped'],
    [80, '   orders  3.0 s of 10.0 s, 7.0 s left  120/s of 200/s  5 failed  1,200 dropped'],
    [40, '   orders  5 failed  1,200 dropped'],
    [20, '   orders  5 failed'],
    [12, '   orders'],
    [6, '   …s'],
    [4, ''],
    [0, ''],
  ])('loses what matters least first, at %i columns', (columns, line) => {
    expect(lineOf(troubled, columns)).toBe(line)
  })

  test('of a probe says which one, and keeps it longer than the rest', () => {
    const probe = { number: 4, most: 12, ratePerSecond: 2_400 }
    expect(lineOf({ probe }, 200)).toContain('30 %  probe 4 of at most 12, 2,400/s  3.0 s of 10.0 s')
    expect(lineOf({ probe }, 45)).toBe('   orders  probe 4 of at most 12, 2,400/s')
  })

  test.each([
    'orders',
    'a suite of tests > the orders of many customers survive',
    '注文は失われない 🚚👩‍👩‍👧 テスト',
    '',
  ])('is never wider than it may be: %s', (name) => {
    for (let columns = 0; columns <= 220; columns++) {
      const line = lineOf(troubled, columns, name)
      expect(Math.max(terminalColumns(line), line.length)).toBeLessThanOrEqual(columns)
    }
  })

  test('figures never take the room of a short name', () => {
    for (let columns = 9; columns <= 220; columns++)
      expect(lineOf(troubled, columns)).toMatch(/^ {3}orders( {2}|$)/)
  })

  test('a long name takes the room of what adorns, and gives way to figures, down to its end', () => {
    const name = 'a suite of tests > the orders of many customers survive'
    const times = '3.0 s of 10.0 s, 7.0 s left'
    expect(lineOf({}, 200, name)).toContain(`   ${name}  [===       ]   30 %  ${times}  590 of`)
    expect(lineOf({}, 131, name)).toContain(
      `   ${name}  ${times}  198/s of 200/s  p95 12.34 ms  10 in flight`,
    )
    expect(lineOf({}, 110, name)).toMatch(/^ {3}…[> \w]+customers survive {2}3\.0 s .* 10 in flight$/)
    expect(terminalColumns(lineOf({}, 110, name))).toBe(110)
    expect(lineOf({}, 80, name)).toBe(`   …ders of many customers survive  ${times}  198/s of 200/s`)
  })

  test.each<[string, Partial<Progress>, RegExp]>([
    ['full only at the end', { elapsedMs: 9999 }, /\[========= \] {3}99 % {2}10\.0 s of/],
    ['full at the end', { elapsedMs: 10_500 }, /\[={10}\] {2}100 % {2}10\.5 s of 10\.0 s, draining/],
    ['by count where no time is planned', { plannedMs: null }, /\[== {8}\] {3}29 %/],
    ['dropped ones count as dealt with', { plannedMs: null, dropped: 1410 }, /\[={10}\] {2}100 %/],
    [
      'none where nothing bounds it',
      { plannedMs: null, plannedIterations: null },
      /^ {3}orders {2}3\.0 s {2}590 done/,
    ],
  ])('the bar is %s', (_, given, line) => {
    expect(lineOf(given, 200)).toMatch(line)
  })

  test('silence is told, and that it is long', () => {
    expect(lineOf({}, 200, 'orders', 1999)).not.toContain('nothing heard')
    expect(lineOf({}, 200, 'orders', 4200)).toMatch(/10 in flight {2}nothing heard for 4\.2 s$/)
  })

  test('colours are for what is to be looked at', () => {
    const paint = (text: string, tone: string): string => (tone === 'plain' ? text : `<${tone} ${text}>`)
    const painted = (given: Progress): string[] =>
      renderLiveProgress({ name: 'orders', progress: given, silentMs: 0 }, 200, paint).match(
        /<(warning|bad) [^>]*>/g,
      ) ?? []
    expect(painted(progress)).toEqual([])
    expect(painted(troubled)).toEqual([
      '<warning 120/s of 200/s>',
      '<bad 5 failed>',
      '<warning 1,200 dropped>',
    ])
    // One start more or less in a second is nobody's fault.
    expect(painted({ ...progress, plannedPerSecond: 1, startsPerSecond: 0 })).toEqual([])
  })
})
