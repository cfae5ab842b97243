import { createReadStream } from 'node:fs'
import type { Problem } from '../../foundation/problem.ts'
import type { HistoryEvent, Operation } from '../../model/history.ts'
import { arrayElements } from './array-elements.ts'
import { checkEvent } from './check-event.ts'
import { HistoryProblems } from './history-problems.ts'
import { Pairing } from './pairing.ts'

/** The operations of a history file; or what is wrong with it, the first 50 problems of `total`. */
export type ReadHistory =
  | { ok: true; operations: Operation[] }
  | { ok: false; problems: Problem[]; total: number }

/**
 * Reads a history: JSON Lines, or one JSON array. Lines are read as a stream and paired as they come. Array order is only
 * reading order: where the events of a process are not in time order, the file is read a second time and sorted.
 */
export async function readHistory(path: string): Promise<ReadHistory> {
  let problems = new HistoryProblems((line) => `line ${line}`)
  let pairing = new Pairing(problems)
  await readEvents(path, problems, pairing, (event, line) => pairing.add(event, line))
  if (pairing.outOfOrder) {
    problems = new HistoryProblems((line) => `line ${line}`)
    pairing = new Pairing(problems)
    const events: { event: HistoryEvent; line: number }[] = []
    await readEvents(path, problems, pairing, (event, line) => events.push({ event, line }))
    events.sort((a, b) => a.event.time - b.event.time)
    for (const { event, line } of events) pairing.add(event, line)
  }
  if (problems.total > 0) return { ok: false, problems: problems.list(), total: problems.total }
  return { ok: true, operations: pairing.finish() }
}

type Receive = (event: HistoryEvent, line: number) => void

async function readEvents(
  path: string,
  problems: HistoryProblems,
  pairing: Pairing,
  receive: Receive,
): Promise<void> {
  const take = (text: string, line: number): void => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      problems.add(line, '', 'JSON', shorten(text))
      return
    }
    if (checkEvent(value, line, problems)) receive(value, line)
    else pairing.ignore((value as { process?: unknown } | null)?.process)
  }
  const whole = await readLines(path, (text, line) => {
    if (/\S/.test(text)) take(text, line)
  })
  if (whole === null) return
  let line = 1
  for (const element of arrayElements(whole)) {
    if (element) take(element.text, (line = element.line))
    else problems.add(line, '', 'one JSON array, and nothing after it', 'another end')
  }
}

/** Hands on the lines of a file; a file that starts with "[" is returned as a whole instead. */
async function readLines(
  path: string,
  receive: (text: string, line: number) => void,
): Promise<string | null> {
  let rest = ''
  let line = 0
  let isArray: boolean | undefined
  for await (const part of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    let text = rest + (part as string)
    if (isArray === undefined) {
      text = text.replace(/^\uFEFF/, '')
      const first = /\S/.exec(text)?.[0]
      if (first !== undefined) isArray = first === '['
    }
    let from = 0
    if (isArray === false) {
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        receive(text.slice(from, end), ++line)
        from = end + 1
      }
    }
    rest = text.slice(from)
  }
  if (isArray) return rest
  receive(rest, line + 1)
  return null
}

function shorten(text: string): string {
  const line = text.trim().split('\n')[0]!
  if (line === '') return 'nothing'
  return line.length > 60 ? `${line.slice(0, 57)}...` : line
}
