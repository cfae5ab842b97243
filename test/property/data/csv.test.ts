import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCsv } from '../../../src/data/parse-csv.ts'

/** Made of what can go wrong, mostly. */
const field = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', ',', ';', '\n', '\r', '\r\n', ' ', 'a'),
    fc.string({ unit: 'grapheme' }),
  ),
  maxLength: 8,
})
const record = fc.array(fc.tuple(field, fc.boolean()), { minLength: 1, maxLength: 5 })

/** As RFC 4180 wants it: in quotes where it must be, and where it may be if `quoted`. */
function writeField(value: string, quoted: boolean, delimiter: string, alone: boolean): string {
  const needed = /["\r\n]/.test(value) || value.includes(delimiter) || (alone && value === '')
  return quoted || needed ? `"${value.replaceAll('"', '""')}"` : value
}

function read(text: string, delimiter: string) {
  const records: string[][] = []
  const lines: number[] = []
  const problems: unknown[] = []
  parseCsv(text, delimiter, {
    onRecord(fields, line) {
      records.push(fields)
      lines.push(line)
    },
    onProblem: (...problem) => problems.push(problem),
  })
  return { records, lines, problems }
}

test('what is written as CSV is read back, each record with the line that it begins on', () => {
  const tables = fc.array(fc.tuple(record, fc.constantFrom('\n', '\r\n'), fc.nat(2)), { maxLength: 8 })
  fc.assert(
    fc.property(tables, fc.constantFrom(',', ';', '\t', ' '), fc.boolean(), (table, delimiter, lastEnd) => {
      let text = ''
      const lines: number[] = []
      for (const [fields, end, emptyLines] of table) {
        lines.push(text.split('\n').length)
        const alone = fields.length === 1
        text += fields.map(([value, quoted]) => writeField(value, quoted, delimiter, alone)).join(delimiter)
        text += end.repeat(1 + emptyLines)
      }
      if (!lastEnd) text = text.replace(/(?:\r?\n)+$/, '')
      expect(read(text, delimiter)).toEqual({
        records: table.map(([fields]) => fields.map(([value]) => value)),
        lines,
        problems: [],
      })
    }),
    { numRuns: 1_000 },
  )
})

test('whatever the text, reading ends, and each line is in a record, empty, or in a problem', () => {
  fc.assert(
    fc.property(field, field, field, (...parts) => {
      const text = parts.join('')
      const { records, problems } = read(text, ',')
      const content = text.split('\n').filter((line) => line.replace(/\r$/, '') !== '')
      expect(records.length + problems.length > 0).toBe(content.length > 0)
      if (!text.includes('"')) {
        expect(problems).toEqual([])
        expect(records.map((fields) => fields.join(',')).length).toBe(content.length)
      }
    }),
    { numRuns: 1_000 },
  )
})
