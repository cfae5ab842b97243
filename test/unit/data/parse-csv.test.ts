import { expect, test } from 'vitest'
import { parseCsv } from '../../../src/data/parse-csv.ts'

function parse(text: string, delimiter = ',') {
  const records: [line: number, ...fields: string[]][] = []
  const problems: [line: number, expected: string, got: string][] = []
  parseCsv(text, delimiter, {
    onRecord: (fields, line) => records.push([line, ...fields]),
    onProblem: (...problem) => problems.push(problem),
  })
  return { records, problems }
}
const recordsOf = (text: string, delimiter?: string) => {
  const { records, problems } = parse(text, delimiter)
  expect(problems).toEqual([])
  return records
}

test('fields and lines, with LF, CRLF, and with or without the last line end', () => {
  for (const end of ['\n', '\r\n']) {
    const expected = [
      [1, 'a', 'b'],
      [2, 'c', 'd'],
    ]
    expect(recordsOf(`a,b${end}c,d${end}`)).toEqual(expected)
    expect(recordsOf(`a,b${end}c,d`)).toEqual(expected)
    expect(recordsOf(`"a",b${end}c,"d"${end}`)).toEqual(expected)
    expect(recordsOf(`"a",b${end}c,"d"`)).toEqual(expected)
  }
})

test('empty fields, first, last and alone', () => {
  expect(recordsOf(',\na,,b\n""\n"",\n,""\n"a",')).toEqual([
    [1, '', ''],
    [2, 'a', '', 'b'],
    [3, ''],
    [4, '', ''],
    [5, '', ''],
    [6, 'a', ''],
  ])
})

test('empty lines are skipped and counted', () => {
  expect(recordsOf('\n\r\na\n\n\nb\n\n')).toEqual([
    [3, 'a'],
    [6, 'b'],
  ])
  expect(recordsOf('')).toEqual([])
  expect(recordsOf(' \n')).toEqual([[1, ' ']])
})

test('quoted fields hold delimiters, line ends and doubled quotes; a record counts from its first line', () => {
  expect(recordsOf('"a,b","c ""d""",e\r\n"f\r\ng\n\nh",i\nj,"""","k"\n')).toEqual([
    [1, 'a,b', 'c "d"', 'e'],
    [2, 'f\r\ng\n\nh', 'i'],
    [6, 'j', '"', 'k'],
  ])
})

test('spaces belong to the field, and a carriage return inside a line too', () => {
  expect(recordsOf(' a , b\nc\rd,e\n')).toEqual([
    [1, ' a ', ' b'],
    [2, 'c\rd', 'e'],
  ])
})

test('another delimiter', () => {
  expect(recordsOf('a;b,c\n"d;e";f', ';')).toEqual([
    [1, 'a', 'b,c'],
    [2, 'd;e', 'f'],
  ])
  expect(recordsOf('a\tb', '\t')).toEqual([[1, 'a', 'b']])
})

test('each misplaced quote is told with its line, and the lines after it are read', () => {
  expect(parse('a,b\n5" pipe,c\n"d"e,f\ng,h\n"i\nj",k"\nl,m\n\n"n,o\np,q\n')).toEqual({
    records: [
      [1, 'a', 'b'],
      [4, 'g', 'h'],
      [7, 'l', 'm'],
      [10, 'p', 'q'],
    ],
    problems: [
      [2, 'quotes around a field that has a quote, which is doubled', '"5\\" pipe,c"'],
      [3, '"," or the end of the line after a closing quote', '"\\"d\\"e,f"'],
      [6, 'quotes around a field that has a quote, which is doubled', '"k\\""'],
      [9, 'a closing quote', '"\\"n,o"'],
    ],
  })
})

test('a quote that is never closed does not hide the rest', () => {
  const { records, problems } = parse('a\n"b\nc\n"d"\n"e"\n')
  expect(problems.map(([line]) => line)).toEqual([2])
  expect(records).toEqual([
    [1, 'a'],
    [3, 'c'],
    [4, 'd'],
    [5, 'e'],
  ])
})
