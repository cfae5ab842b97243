import { expect, test } from 'vitest'
import type { Vitest } from 'vitest/node'
import { LiveWindow } from '../../../src/vitest/live-window.ts'

/** What the window of a reporter does, as far as it is known here. */
function makeSummary(lines: unknown = ['', ' > one.stress.ts', '', ' Tests 0', '']) {
  const summary = { drawn: 0, createSummary: () => lines, renderer: { schedule: () => void summary.drawn++ } }
  return summary
}
const vitestWith = (reporters: unknown, columns = 100): Vitest =>
  ({ reporters, logger: { getColumns: () => columns } }) as unknown as Vitest

test('lines stand below the files that run, and above the totals', () => {
  const summary = makeSummary()
  expect(new LiveWindow(() => ['a', 'b']).open(vitestWith([{}, { summary }]))).toBe(true)
  expect(summary.createSummary()).toEqual(['', ' > one.stress.ts', 'a', 'b', '', ' Tests 0', ''])
})

test.each([
  ['nothing runs', ['', ' Tests 0', ''], ['', ' Tests 0', 'a', '']],
  ['there are no empty lines', ['x'], ['x', 'a']],
  ['it is empty', [], ['a']],
  ['it is something else', 'text', 'text'],
  ['its lines are something else', [{}], [{}]],
])('where %s, the window stays whole', (_, lines, expected) => {
  const summary = makeSummary(lines)
  new LiveWindow(() => ['a']).open(vitestWith([{ summary }]))
  expect(summary.createSummary()).toEqual(expected)
})

test('a run in watch mode adds no line twice, and a new window has them too', () => {
  const window = new LiveWindow(() => ['a'])
  const [first, second] = [makeSummary(), makeSummary()]
  for (const summary of [first, first, second, first]) {
    window.open(vitestWith([{ summary }]))
    expect(summary.createSummary()).toEqual(['', ' > one.stress.ts', 'a', '', ' Tests 0', ''])
  }
  window.draw()
  expect([first.drawn, second.drawn]).toEqual([1, 0])
})

test.each<[string, unknown]>([
  ['there are no reporters', undefined],
  ['they draw nothing', [{}, null, { summary: undefined }, 'text']],
  ['Vitest draws in another way', [{ summary: { createSummary: () => [] } }, { summary: { renderer: {} } }]],
  ['what draws is no function', [{ summary: { createSummary: () => [], renderer: { schedule: 1 } } }]],
])('there is no window where %s', (_, reporters) => {
  const window = new LiveWindow(() => ['a'])
  expect(window.open(vitestWith(reporters))).toBe(false)
  window.draw()
})

test.each([
  ['a column is left free', 100, '\u001B[2m Tests\u001B[22m', [99, true]],
  ['the width is not known', 0, ' Tests', [79, false]],
])('%s, and colours are there where Vitest has some', (_, columns, line, expected) => {
  const told: unknown[] = []
  const summary = makeSummary(['', line, ''])
  const window = new LiveWindow((...given) => {
    told.push(given)
    return []
  })
  window.open(vitestWith([{ summary }], columns))
  summary.createSummary()
  expect(told).toEqual([expected])
})
