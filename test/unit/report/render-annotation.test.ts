import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderAnnotation } from '../../../src/report/render-annotation.ts'

const at = { level: 'error', file: '/r/a.stress.ts', line: 3, column: 1, title: 'orders', text: 'x' } as const

test('a place, a title and a text, on one line', () => {
  expect(renderAnnotation({ ...at, title: 'a, b: c', text: '100 %\nof: a, b' })).toBe(
    '::error file=/r/a.stress.ts,line=3,col=1,title=a%2C b%3A c::100 %25%0Aof: a, b',
  )
  expect(renderAnnotation({ ...at, level: 'warning', line: null })).toBe(
    '::warning file=/r/a.stress.ts,title=orders::x',
  )
  expect(renderAnnotation({ ...at, file: null })).toBe('::error title=orders::x')
})

test('whatever the texts hold, it is one command that says the same', () => {
  const texts = fc
    .array(fc.constantFrom('::', '%', '%0A', ',', '=', '\n', '\r', 'a', '::error::'))
    .map((list) => list.join(''))
  fc.assert(
    fc.property(texts, texts, (title, text) => {
      const line = renderAnnotation({ ...at, title, text })
      expect(line).not.toMatch(/[\r\n]/)
      // As GitHub's runner reads it: properties up to the next `::`, split at commas.
      const [, properties, data] = /^::error (.*?)::(.*)$/.exec(line)!
      expect(properties!.split(',').map((each) => each.split('=')[0])).toEqual([
        'file',
        'line',
        'col',
        'title',
      ])
      expect(decode(properties!.slice(properties!.indexOf('title=') + 6))).toBe(title)
      expect(decode(data!)).toBe(text)
    }),
  )
})

test('what GitHub would not take is cut', () => {
  const [, , title, text] = renderAnnotation({
    ...at,
    file: null,
    title: 'a'.repeat(999),
    text: 'b'.repeat(99_999),
  }).split(/::|title=/)
  expect(title).toBe(`${'a'.repeat(199)}…`)
  expect(text).toBe(`${'b'.repeat(15_999)}…`)
})

function decode(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}
