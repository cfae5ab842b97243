import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { check, count, custom, oneOf, text, wholeFromZero, z } from '../foundation/schema.ts'
import type { DataSource } from '../model/data-source.ts'
import { filler } from './filler.ts'
import { agentNames, EVERYONE, type Message } from './message.ts'
import { failureReason } from './messaging-core.ts'
import { parseOptions } from './parse-options.ts'

/** More would hide the first ones. */
const PROBLEMS_SHOWN = 20

const optionsSchema = z.strictObject({
  path: custom<string | URL>('a path, or a file URL', isPath),
  agents: count().default(9),
})

// Not strict: a recording has fields of its own (its status, say) that sending it again does not need.
const recordSchema = z.object({
  sender: text(),
  recipient: text(),
  message_type: text(),
  priority: oneOf(['regular', 'urgent']),
  content_bytes: wholeFromZero(),
})
type Recorded = z.output<typeof recordSchema> & { sequence: number }

/**
 * The messages of a recording: JSON Lines with `sender`, `recipient`, `message_type`, `priority` (`regular` 0, `urgent`
 * 1) and `content_bytes`; other fields are ignored. The i-th planned iteration gets record i, and past the end the
 * recording begins again under producers of their own (`SYSTEM~2`), so that identities stay unique. `ALL` goes to
 * `Agent-1` ... `Agent-n` (default 9). The file is read when the run starts; throws `InputError` naming file and line.
 */
export function recordedMessages(path: string | URL, options: { agents?: number } = {}): DataSource<Message> {
  const { agents } = parseOptions('recordedMessages', optionsSchema, { ...options, path })
  const audience = agentNames(agents)
  return {
    carries: 'message',
    open() {
      const records = readRecords(typeof path === 'string' ? path : fileURLToPath(path))
      return ({ index }) => {
        const lap = Math.floor(index / records.length)
        return toMessage(records[index % records.length]!, lap, audience)
      }
    },
  }
}

function toMessage(record: Recorded, lap: number, audience: readonly string[]): Message {
  const { sender, recipient, sequence } = record
  const producer = lap === 0 ? sender : `${sender}~${lap + 1}`
  return {
    id: `${producer}:${sequence}`,
    producer,
    sequence,
    sender,
    recipient,
    ...(recipient === EVERYONE ? { audience } : {}),
    type: record.message_type,
    priority: record.priority === 'urgent' ? 1 : 0,
    key: recipient,
    content: filler(record.content_bytes),
  }
}

function readRecords(path: string): Recorded[] {
  const problems: Problem[] = []
  const records: Recorded[] = []
  const counts = new Map<string, number>()
  for (const [index, line] of readLines(path).entries()) {
    if (line.trim() === '') continue
    const parsed = parseLine(line, `${path}:${index + 1}`)
    if (!parsed.ok) {
      problems.push(...parsed.problems)
      continue
    }
    const sequence = counts.get(parsed.value.sender) ?? 0
    counts.set(parsed.value.sender, sequence + 1)
    records.push({ ...parsed.value, sequence })
  }
  if (problems.length === 0 && records.length === 0) {
    problems.push({ path, expected: 'at least one record', got: 'none' })
  }
  if (problems.length > 0) throw new InputError('recordedMessages', shorten(path, problems))
  return records
}

function shorten(path: string, problems: Problem[]): Problem[] {
  const more = problems.length - PROBLEMS_SHOWN
  if (more <= 0) return problems
  return [
    ...problems.slice(0, PROBLEMS_SHOWN),
    { path, expected: 'no bad lines', got: `${more} problems more` },
  ]
}

function parseLine(line: string, place: string) {
  try {
    return check(recordSchema, JSON.parse(line), place)
  } catch {
    return {
      ok: false as const,
      problems: [{ path: place, expected: 'a JSON object', got: renderValue(line) }],
    }
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch (error) {
    const problem = { path, expected: 'a file that can be read', got: failureReason(error) }
    throw new InputError('recordedMessages', [problem])
  }
}

function isPath(value: unknown): boolean {
  return value instanceof URL ? value.protocol === 'file:' : typeof value === 'string' && value !== ''
}
