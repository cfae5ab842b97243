import { expect, test } from 'vitest'
import { ValueNumbers } from '../../../../src/check/history/value-numbers.ts'

const kinds: Record<string, (i: number) => unknown> = {
  'texts with a number': (i) => `producer-${i % 7}:${i}`,
  'numbers as text': (i) => `${i}`,
  'long texts': (i) => 'x'.repeat(i % 50) + String.fromCharCode(i),
  'whole numbers, one by one': (i) => i,
  'whole numbers, far apart': (i) => i * 997,
  'fractions and negative numbers': (i) => -i / 3,
  objects: (i) => ({ id: i, of: [i] }),
}

const count = 3000
const numbers = Array.from({ length: count }, (_, i) => i)

test.each(Object.entries(kinds))('%s are numbered in the order of first sight', (_, valueOf) => {
  const values = new ValueNumbers(10)
  expect(values.find(valueOf(7))).toBe(-1)
  expect(numbers.map((i) => values.add(valueOf(i)))).toEqual(numbers)
  expect(numbers.map((i) => values.add(valueOf(i)))).toEqual(numbers)
  expect(numbers.map((i) => values.find(valueOf(i)))).toEqual(numbers)
  expect(values.find(valueOf(count + 1))).toBe(-1)
  expect([values.size, values.valueOf(count - 1)]).toEqual([count, valueOf(count - 1)])
})

test('different kinds of values are numbered together', () => {
  const values = new ValueNumbers(10)
  const all = ['1', 1, { a: 1 }, '{"a":1}', null, 'null', true, 1.5, '', -0]
  expect(all.map((value) => values.add(value))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(values.find(0)).toBe(9)
})

test('texts of one hash are told apart', () => {
  const values = new ValueNumbers(10)
  const alike = ['costarring', 'liquid', 'declinate', 'macallums']
  expect(alike.map((text) => values.add(text))).toEqual([0, 1, 2, 3])
  expect(alike.map((text) => values.find(text))).toEqual([0, 1, 2, 3])
})
