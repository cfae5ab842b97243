import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { dataFromFile } from '../../../src/data/data-from-file.ts'
import { contextOf, drawAll, problemOf } from './draw-all.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-from-file-'))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
/** The lines of what opening says, without the folder. */
const problemsOf = (open: () => unknown): string[] => {
  try {
    open()
  } catch (error) {
    return (error as Error).message.replaceAll(join(folder, '/'), '').split('\n').slice(1)
  }
  throw new Error('nothing was thrown')
}
const opening = (path: string, options = {}) =>
  problemsOf(() => dataFromFile(path, options).open(contextOf()))

test('rows of a CSV file are objects of strings, named by the header', async () => {
  const path = write('users.csv', '\uFEFFid,name,note\r\n1,Ann,"says ""hi"",\r\ntwice"\r\n\r\n002,Bo,\r\n')
  const rows = [
    { id: '1', name: 'Ann', note: 'says "hi",\r\ntwice' },
    { id: '002', name: 'Bo', note: '' },
  ]
  expect(await drawAll(dataFromFile(path), 2)).toEqual(rows)
  expect(await drawAll(dataFromFile(pathToFileURL(path)), 2)).toEqual(rows)
  expect(dataFromFile(path).carries).toBe('data')
})

test('columns are read as what `types` says', async () => {
  const path = write('typed.csv', 'id,amount,paid\n007,12.5,TRUE\n008,-1e3, false\n')
  const source = dataFromFile(path, { types: { id: 'string', amount: 'number', paid: 'boolean' } })
  expect(await drawAll(source, 2)).toEqual([
    { id: '007', amount: 12.5, paid: true },
    { id: '008', amount: -1000, paid: false },
  ])
})

test('a column may be called as anything, but for what would not become a field', async () => {
  const path = write('odd-names.csv', 'constructor,toString,2020, a\n1,2,3,4\n')
  const source = dataFromFile(path, { types: { 2020: 'number' } })
  expect(await drawAll(source, 1)).toEqual([{ constructor: '1', toString: '2', 2020: 3, ' a': '4' }])
  expect(opening(write('proto.csv', '__proto__\n1\n'))).toEqual([
    '  proto.csv:1: expected a name for column 1, got "__proto__"',
  ])
})

test('what is no such value is told with line and column', () => {
  const rows = ['x', '', ' ', '0x10', '1,5', 'Infinity', '1e999', 'NaN', '1_000', 'constructor']
  const path = write(
    'bad-types.csv',
    `amount,paid\n${rows.map((text) => `"${text}","${text}"`).join('\n')}\n`,
  )
  const problems = opening(path, { types: { amount: 'number', paid: 'boolean' } })
  expect(problems).toEqual(
    rows.flatMap((text, index) => [
      `  bad-types.csv:${index + 2}.amount: expected a number, got "${text}"`,
      `  bad-types.csv:${index + 2}.paid: expected true or false, got "${text}"`,
    ]),
  )
})

test('a file without a header, and another delimiter', async () => {
  const path = write('plain.txt', '1;Ann\n2;Bo\n')
  const source = dataFromFile(path, { format: 'csv', columns: ['id', 'name'], delimiter: ';' })
  expect(await drawAll(source, 2)).toEqual([
    { id: '1', name: 'Ann' },
    { id: '2', name: 'Bo' },
  ])
})

test('all bad lines of a CSV file are told, with their lines', () => {
  const path = write('bad.csv', 'id,id,,amont\n1,2,3\n1,2,3,4\n"x"y,2,3,4\n1,2,3,"4\n5",6\n')
  expect(opening(path, { types: { amount: 'number' } })).toEqual([
    '  bad.csv:1: expected names of columns that differ, got "id" twice',
    '  bad.csv:1: expected a name for column 3, got ""',
    '  bad.csv:1: expected a column "amount", which `types` names, got none; did you mean "amont"?',
    '  bad.csv:2: expected 4 fields, as there are columns, got 3',
    '  bad.csv:4: expected "," or the end of the line after a closing quote, got "\\"x\\"y,2,3,4"',
    '  bad.csv:5: expected 4 fields, as there are columns, got 5',
  ])
})

test('at most twenty problems are told, and how many there are more', () => {
  const path = write('many.csv', `id,name\n${'1\n'.repeat(30)}`)
  const problems = opening(path)
  expect(problems).toHaveLength(21)
  expect(problems[19]).toBe('  many.csv:21: expected 2 fields, as there are columns, got 1')
  expect(problems[20]).toBe('  many.csv: expected no bad lines, got 10 problems more')
})

test('JSON Lines: a value a line', async () => {
  const path = write('orders.jsonl', '\uFEFF{"id":1}\r\n\r\n[2]\n"three"\n  \n4')
  expect(await drawAll(dataFromFile(path), 4)).toEqual([{ id: 1 }, [2], 'three', 4])
  expect(await drawAll(dataFromFile(write('ORDERS.NDJSON', '{}\n')), 1)).toEqual([{}])
  const bad = write('bad.jsonl', '{"id":1}\n{"id":\n\nnope\n{}')
  expect(opening(bad)).toEqual([
    '  bad.jsonl:2: expected a JSON value, got "{\\"id\\":"',
    '  bad.jsonl:4: expected a JSON value, got "nope"',
  ])
})

test('JSON: an array', async () => {
  expect(await drawAll(dataFromFile(write('orders.json', '[1, {"id": 2}]')), 2)).toEqual([1, { id: 2 }])
  expect(opening(write('object.json', '{"id":1}'))).toEqual([
    '  object.json: expected a JSON array, got {"id":1}',
  ])
  expect(opening(write('broken.json', '[1,'))[0]).toMatch(
    /^ {2}broken\.json: expected a JSON array, got text that is no JSON: /,
  )
})

test('`format` beats the name of the file', async () => {
  expect(await drawAll(dataFromFile(write('lines.csv', '{"a":1}'), { format: 'jsonl' }), 1)).toEqual([
    { a: 1 },
  ])
})

test('files that hold nothing, are missing, or are no text', () => {
  expect(opening(write('empty.csv', ''))).toEqual([
    '  empty.csv: expected a header that names the columns, got nothing',
  ])
  for (const [name, content] of [
    ['header.csv', 'id\n\n'],
    ['empty.jsonl', '\n'],
    ['empty.json', '[]'],
  ] as const)
    expect(opening(write(name, content))).toEqual([`  data: expected at least one item, got none (${name})`])
  expect(opening(join(folder, 'missing.csv'))[0]).toMatch(/^ {2}missing\.csv: expected a file .*, got ENOENT/)
  expect(opening(write('latin1.csv', Uint8Array.of(0x69, 0x64, 0x0a, 0xe4)))).toEqual([
    '  latin1.csv: expected text in UTF-8, got bytes that are none',
  ])
})

test('the file is read when the run starts, anew in each run', async () => {
  const source = dataFromFile(join(folder, 'later.jsonl'), { order: 'circular' })
  write('later.jsonl', '1')
  expect(await drawAll(source, 2)).toEqual([1, 1])
  write('later.jsonl', '2')
  expect(await drawAll(source, 2)).toEqual([2, 2])
})

test('running dry names the file', () => {
  const path = write('few.csv', 'id\n1\n2\n')
  expect(problemsOf(() => dataFromFile(path).open(contextOf(7, 900)))).toEqual([
    '  data: expected at least 900 items for 900 planned iterations, got 2 (few.csv)',
  ])
  const draw = dataFromFile(path, { order: 'unique' }).open(contextOf())
  expect(problemOf(() => draw({ index: 2, agent: null }))).toMatch(
    /none: .*few\.csv has 2 items, and order "unique"/,
  )
})

test('bad options are told at once, with every problem', () => {
  const call = (...parameters: unknown[]) =>
    problemsOf(() => (dataFromFile as (...all: unknown[]) => unknown)(...parameters))
  expect(call('')).toEqual(['  path: expected a path, or a file URL, got ""'])
  expect(call(new URL('https://example.com/a.csv'))).toHaveLength(1)
  expect(call('a.csv', 'random')).toEqual(['  options: expected an object, got "random"'])
  expect(call('users.txt')).toEqual([
    '  format: expected one of "csv", "jsonl", "json", since the name of the file does not tell, got nothing, and users.txt',
  ])
  expect(call('a.jsonl', { columns: ['a'], types: {}, delimiter: ';' })).toEqual(
    ['columns', 'types', 'delimiter'].map(
      (option) => `  ${option}: expected a format that has columns, got jsonl`,
    ),
  )
  const wrong = { order: 'any', format: 'xml', columns: [], types: { a: 'date' }, delimiter: '""', header: 1 }
  expect(
    call('a.csv', wrong)
      .map((line) => line.slice(2, line.indexOf(':')))
      .toSorted(),
  ).toEqual(['columns', 'delimiter', 'format', 'header', 'order', 'types.a'])
})
