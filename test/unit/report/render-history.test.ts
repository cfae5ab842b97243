import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { RecordedHistory } from '../../../src/check/evidence.ts'
import { readHistory } from '../../../src/check/history/read-history.ts'
import type { HistoryEvent } from '../../../src/model/history.ts'
import { HistoryLog } from '../../../src/record/history-log.ts'
import { renderHistory } from '../../../src/report/render-history.ts'
import { writeHistory } from '../../../src/report/write-history.ts'

const folder = mkdtempSync(join(tmpdir(), 'history-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const message = (sequence: number) => ({ producer: 'p', sequence, key: 'k', priority: 2 })

/** What `play` does to a log whose clock goes a millisecond forward with each event. */
function recorded(play: (log: HistoryLog) => void): RecordedHistory {
  let now = 0
  const log = new HistoryLog(() => now++, 100)
  play(log)
  const label = (producer: string, sequence: number): string => `${producer}:${sequence}`
  return { size: log.size, operations: log.operations(), missed: 0, drained: true, label }
}

const eventsOf = (history: RecordedHistory) =>
  [...renderHistory(history)].map((line) => JSON.parse(line) as HistoryEvent)

describe('the lines of a history', () => {
  test('are the events of a queue in the order of time, with what each kind carries', () => {
    const history = recorded((log) => {
      const enqueue = log.begin('enqueue', message(0), 'queue')
      const dequeue = log.begin('dequeue', null, 'queue')
      log.ok(enqueue)
      log.ok(dequeue, message(0))
      log.fail(log.begin('ack', message(0), 'queue', dequeue))
      log.instant('deadLetter', message(0), 'queue')
    })
    expect(eventsOf(history)).toEqual([
      { process: 'p', type: 'invoke', f: 'enqueue', value: 'p:0', key: 'k', priority: 2, time: 1000 },
      { process: 'consumer 1', type: 'invoke', f: 'dequeue', value: null, time: 2000 },
      { process: 'p', type: 'ok', f: 'enqueue', value: 'p:0', key: 'k', priority: 2, time: 3000 },
      { process: 'consumer 1', type: 'ok', f: 'dequeue', value: 'p:0', time: 4000 },
      { process: 'consumer 1', type: 'invoke', f: 'ack', value: 'p:0', time: 5000 },
      { process: 'consumer 1', type: 'fail', f: 'ack', value: 'p:0', time: 6000 },
      { process: 'consumer 3', type: 'invoke', f: 'dequeue', value: null, key: 'dead letters', time: 7000 },
      { process: 'consumer 3', type: 'ok', f: 'dequeue', value: 'p:0', key: 'dead letters', time: 7000 },
    ])
  })

  test('have inboxes as keys, where there are any', () => {
    const history = recorded((log) => {
      log.ok(log.begin('enqueue', message(0), 'Agent-1'))
      log.instant('dequeue', message(0), 'Agent-2')
    })
    expect(eventsOf(history).map(({ key }) => key)).toEqual(['Agent-1', 'Agent-1', 'Agent-2', 'Agent-2'])
  })

  test('give a client that is busy, or whose last operation never ended, a name of its own', () => {
    const history = recorded((log) => {
      const [first, second] = [
        log.begin('enqueue', message(0), 'queue'),
        log.begin('enqueue', message(1), 'queue'),
      ]
      log.unknown(second)
      log.ok(first)
      log.ok(log.begin('enqueue', message(2), 'queue'))
      log.begin('enqueue', message(3), 'queue')
      log.begin('enqueue', message(4), 'queue')
    })
    const invokes = eventsOf(history).filter(({ type }) => type === 'invoke')
    expect(invokes.map(({ process }) => process)).toEqual(['p', 'p~2', 'p', 'p', 'p~3'])
  })

  test('can be read again, and say the same', async () => {
    const history = recorded((log) => {
      for (let sequence = 0; sequence < 20; sequence++) {
        const enqueue = log.begin('enqueue', message(sequence), 'queue')
        if (sequence % 3 === 0) log.ok(log.begin('dequeue', null, 'queue'), message(sequence))
        if (sequence % 4 === 1) log.fail(enqueue)
        else if (sequence % 4 !== 2) log.ok(enqueue)
      }
    })
    const path = join(folder, 'deep', 'history.jsonl')
    await writeHistory(path, renderHistory(history))
    const read = await readHistory(path)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const shown = read.operations.map(({ f, outcome, invokeTime, completeTime }) => ({
      f,
      outcome,
      invokeTime,
      completeTime,
    }))
    const known = history.operations.map(({ kind, outcome, invokeTime, completeTime }) => ({
      f: kind,
      outcome: outcome === 'open' ? 'info' : outcome,
      invokeTime,
      completeTime,
    }))
    const byTime = (list: typeof shown) => list.sort((a, b) => a.invokeTime - b.invokeTime)
    expect(byTime(shown)).toEqual(byTime(known as typeof shown))
  })
})

test('a history that cannot be made leaves what was there before, and nothing beside it', async () => {
  const path = join(folder, 'kept', 'history.jsonl')
  await writeHistory(path, ['before'])
  function* broken() {
    yield 'half'
    throw new Error('no more')
  }
  await expect(writeHistory(path, broken())).rejects.toThrow('no more')
  expect(readFileSync(path, 'utf8')).toBe('before\n')
  expect(readdirSync(join(folder, 'kept'))).toEqual(['history.jsonl'])
})
