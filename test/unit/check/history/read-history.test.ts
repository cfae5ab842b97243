import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readHistory } from '../../../../src/check/history/read-history.ts'
import { formatProblem } from '../../../../src/foundation/problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'read-history-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(text: string) {
  const path = join(folder, 'history.jsonl')
  writeFileSync(path, text)
  return readHistory(path)
}

async function problemsOf(text: string): Promise<string[]> {
  const history = await read(text)
  return history.ok ? [] : history.problems.map(formatProblem)
}

const line = (fields: object) =>
  JSON.stringify({ process: 1, type: 'invoke', f: 'enqueue', value: 'm', time: 0, ...fields })
const invoke = line({})
const ok = line({ type: 'ok', time: 1 })

describe('readHistory', () => {
  test.each([
    ['lines', `${invoke}\n${ok}\n`],
    [
      'without a last line end, with blank lines, carriage returns and a byte order mark',
      `\uFEFF${invoke}\r\n\n${ok}`,
    ],
    ['in another order than time', `${ok}\n${invoke}\n`],
    ['an array', `[${invoke},${ok}]`],
    ['an array over several lines', `\n [\n${invoke}\n,${JSON.stringify(JSON.parse(ok), null, 2)}\n]\n`],
  ])('reads %s', async (_, text) => {
    const history = await read(text)
    expect(history).toMatchObject({
      ok: true,
      operations: [{ input: 'm', outcome: 'ok', invokeTime: 0, completeTime: 1 }],
    })
  })

  test.each(['', '\n\n', '[]', ' [ ] '])('takes %j for a history without operations', async (text) => {
    expect(await read(text)).toEqual({ ok: true, operations: [] })
  })

  test('takes a null for a field that is absent', async () => {
    const history = await read(line({ key: null, priority: null, offset: null }))
    expect(history).toMatchObject({
      ok: true,
      operations: [{ key: undefined, priority: undefined, offset: undefined }],
    })
  })

  test('says what is wrong with each line', async () => {
    const text = [
      '{"process": 1, ',
      '[1]',
      line({ process: undefined, time: 'now' }),
      line({ process: 2, type: 'okay', f: 'enque' }),
      line({ process: 3, prio: 1, keys: 2 }),
      line({ process: 4, value: null }),
      line({ process: 5, f: 'dequeue' }),
      line({ process: 6, f: 'drain', type: 'ok', value: 7 }),
      line({ process: 7, key: {}, priority: 'high', offset: true }),
      line({ process: 8, f: 'dequeue', type: 'ok', value: undefined }),
      line({ process: 9, f: 'assign', value: 'k' }),
    ].join('\n')
    expect(await problemsOf(text)).toEqual([
      'line 1: expected JSON, got {"process": 1,',
      'line 2: expected an object, one operation event, got [1]',
      'line 3, process: expected a string or a number, got nothing',
      'line 3, time: expected a number, got "now"',
      'line 4, type: expected one of "invoke", "ok", "fail", "info", got "okay"; did you mean "ok"?',
      'line 4, f: expected one of "enqueue", "dequeue", "drain", "ack", "nack", "assign", got "enque"; did you mean "enqueue"?',
      'line 5, prio: expected one of process, type, f, value, key, priority, offset, time, got unknown field "prio"; did you mean "priority"?',
      'line 5, keys: expected one of process, type, f, value, key, priority, offset, time, got unknown field "keys"; did you mean "key"?',
      'line 6, value: expected a message id, got null',
      'line 7, value: expected null on the invoke of a dequeue, got "m"',
      'line 8, value: expected an array of message ids, got 7',
      'line 9, key: expected a string or a number, got {}',
      'line 9, priority: expected a number, got "high"',
      'line 9, offset: expected a number, got true',
      'line 10, value: expected the message id, or null for "empty", got nothing',
      'line 11, value: expected an array of keys, got "k"',
    ])
  })

  test('names the lines of events that do not belong together', async () => {
    const text = [
      invoke,
      line({ time: 1, value: 'n' }),
      line({ type: 'ok', f: 'ack', time: 2 }),
      line({ process: 2, type: 'fail' }),
    ].join('\n')
    expect(await problemsOf(text)).toEqual([
      'line 2: expected at most one open operation, got a second one of "invoke" of enqueue by process 1 (line 1)',
      'line 3: expected f "enqueue" as in its invoke, got "ack" (line 2)',
      'line 4: expected an invoke before its completion, got "fail" of enqueue by process 2 without one',
    ])
  })

  test('does not draw conclusions from a line that it could not read', async () => {
    expect(await problemsOf([line({ type: 'invoek' }), ok].join('\n'))).toHaveLength(1)
  })

  test('finds the lines of problems within an array', async () => {
    expect(await problemsOf(`[\n${invoke},\n{"a" 1},\n${line({ process: 2, type: 'invokes' })},\n]`)).toEqual(
      [
        'line 3: expected JSON, got {"a" 1}',
        'line 4, type: expected one of "invoke", "ok", "fail", "info", got "invokes"; did you mean "invoke"?',
        'line 5: expected JSON, got nothing',
      ],
    )
    expect(await problemsOf(`[\n${invoke}`)).toEqual([
      'line 1: expected one JSON array, and nothing after it, got another end',
    ])
    expect(await problemsOf(`[${invoke}]\n${ok}`)).toHaveLength(1)
  })

  test('counts all problems and shows the first 50', async () => {
    const history = await read('nonsense\n'.repeat(1_000))
    expect(history).toMatchObject({ ok: false, total: 1_000 })
    expect(history.ok ? [] : history.problems).toHaveLength(50)
    expect(history.ok ? [] : history.problems[49]).toMatchObject({ path: 'line 50' })
  })

  test('does not mind where the stream is cut', async () => {
    const count = 30_000
    const text = Array.from({ length: count }, (_, i) => `${line({ process: i, value: `ü${i}` })}\n`).join('')
    const history = await read(text)
    const values = history.ok ? history.operations.map(({ input }) => input) : []
    expect(values).toEqual(Array.from({ length: count }, (_, i) => `ü${i}`))
  })
})
