import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { seededRandom } from '../../../src/foundation/random.ts'
import { agentNames } from '../../../src/queue/message.ts'
import { recordedMessages } from '../../../src/queue/recorded-messages.ts'

const folder = mkdtempSync(join(tmpdir(), 'recorded-messages-'))
afterAll(() => rmSync(folder, { recursive: true }))

const context = { random: seededRandom(1), agents: [] }
const write = (name: string, lines: unknown[]): string => {
  const path = join(folder, name)
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  return path
}
const record = (sender: string, recipient: string, rest = {}) => ({
  at_ms: 0,
  sender,
  recipient,
  message_type: 'T',
  priority: 'regular',
  content_bytes: 3,
  status: 'DELIVERED',
  ...rest,
})
const good = () =>
  write('good.jsonl', [
    record('A', 'Agent-1', { priority: 'urgent' }),
    record('B', 'ALL', { content_bytes: 0, message_type: 'BROADCAST' }),
    '',
    record('A', 'DISCORD', { content_bytes: 5000 }),
    '',
  ])

test('the i-th request gets record i, whatever order they come in', () => {
  for (const path of [good(), pathToFileURL(good())]) {
    const next = recordedMessages(path, { agents: 2 }).open(context)
    const third = next({ index: 2, agent: null })
    expect(third).toMatchObject({
      id: 'A:1',
      producer: 'A',
      sequence: 1,
      recipient: 'DISCORD',
      key: 'DISCORD',
    })
    expect(third.priority).toBe(0)
    expect(Buffer.byteLength(third.content)).toBe(5000)
    expect(next({ index: 0, agent: 'Agent-7' })).toMatchObject({
      id: 'A:0',
      recipient: 'Agent-1',
      priority: 1,
      type: 'T',
    })
    expect(next({ index: 1, agent: null })).toMatchObject({
      audience: agentNames(2),
      content: '',
      type: 'BROADCAST',
    })
  }
})

test('past the end it begins again, with identities of its own', () => {
  const next = recordedMessages(good()).open(context)
  const ids = Array.from({ length: 9 }, (_, index) => next({ index, agent: null }).id)
  expect(ids.slice(3, 6)).toEqual(['A~2:0', 'B~2:0', 'A~2:1'])
  expect(new Set(ids).size).toBe(9)
  expect(next({ index: 3, agent: null }).sender).toBe('A')
})

test('the file is read when the run starts, and a missing one is named', () => {
  const source = recordedMessages(join(folder, 'missing.jsonl'))
  expect(() => source.open(context)).toThrow(InputError)
  expect(() => source.open(context)).toThrow(/missing\.jsonl: expected a file that can be read, got ENOENT/)
})

test('all bad lines are named with their line, at most twenty', () => {
  const bad = write('bad.jsonl', [
    record('A', 'x'),
    '{"sender":',
    record('A', 'x', { priority: 'urgnt' }),
    '[]',
  ])
  const open = () => recordedMessages(bad).open(context)
  expect(open).toThrow(/bad\.jsonl:2: expected a JSON object, got/)
  expect(open).toThrow(
    /bad\.jsonl:3\.priority: expected one of "regular", "urgent", got "urgnt"; did you mean "urgent"/,
  )
  expect(open).toThrow(/bad\.jsonl:4: expected an object, got \[\]/)
  const many = write(
    'many.jsonl',
    Array.from({ length: 30 }, () => '?'),
  )
  expect(() => recordedMessages(many).open(context)).toThrow(
    /many\.jsonl:20: [^\n]*\n[^\n]*many\.jsonl: expected no bad lines, got 10 problems more$/,
  )
  expect(() => recordedMessages(write('empty.jsonl', ['', ''])).open(context)).toThrow('at least one record')
})

test('bad options are named', () => {
  expect(() => recordedMessages('', { agents: 0, agent: 1 } as never)).toThrow(/recordedMessages: 3 problems/)
  expect(() => recordedMessages(new URL('https://example.com/a'))).toThrow(
    'path: expected a path, or a file URL',
  )
})
