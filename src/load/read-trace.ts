import { readFileSync } from 'node:fs'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'

/** One line of a trace: when something was sent, since the first. Other fields are carried along unread. */
export interface TraceRecord {
  at_ms: number
  recipient?: string | undefined
}

const problemsShown = 20

/** Reads a JSON Lines trace. Throws `InputError` with every bad line (at most 20), naming the file and the line. */
export function readTrace(path: string | URL): TraceRecord[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const got =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'a file that does not exist' : String(error)
    throw new InputError('replay', [
      { path: 'load.trace', expected: 'a JSON Lines file', got: `${got} (${String(path)})` },
    ])
  }
  const problems: Problem[] = []
  const records: TraceRecord[] = []
  let last = -Infinity
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const record = parseLine(line)
    if (typeof record?.at_ms !== 'number' || !(record.at_ms >= last)) {
      const expected = 'a JSON object whose at_ms is a number, not below the line before'
      problems.push({
        path: `${String(path)}:${index + 1}`,
        expected,
        got: record ? `at_ms ${renderValue(record.at_ms)}` : renderValue(line),
      })
      if (problems.length === problemsShown) break
      continue
    }
    last = record.at_ms
    records.push(record)
  }
  if (problems.length > 0) throw new InputError('replay', problems)
  return records
}

function parseLine(line: string): TraceRecord | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as TraceRecord) : undefined
  } catch {
    return undefined
  }
}
