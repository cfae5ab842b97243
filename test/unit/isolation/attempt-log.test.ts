import { expect, test } from 'vitest'
import { AttemptLog } from '../../../src/isolation/attempt-log.ts'
import { describeAttempts } from '../../../src/isolation/describe-attempts.ts'

const connect = (log: AttemptLog, to: string, blocked = false): void =>
  void log.add('network', 'net.connect', to, blocked, null)
const counts = (log: AttemptLog): [string, number][] =>
  log.endRun().map(({ where_to, count }) => [where_to, count])

test('the same attempt is counted, and has the place of the call', () => {
  const log = new AttemptLog()
  log.beginRun()
  for (let n = 0; n < 3; n++) connect(log, 'a:1')
  connect(log, 'b:1')
  const attempts = log.endRun()
  expect(attempts.map(({ where_to, count }) => [where_to, count])).toEqual([
    ['a:1', 3],
    ['b:1', 1],
  ])
  expect(attempts[0]!.call_site).toMatch(/attempt-log\.test\.ts:\d+:\d+$/)
  expect(attempts[0]!.frame).toMatch(/^at .*attempt-log\.test\.ts:\d+:\d+/)
})

test('blocked ones from different places are told apart', () => {
  const log = new AttemptLog()
  log.beginRun()
  log.add('network', 'net.connect', 'a:1', true, null)
  log.add('network', 'net.connect', 'a:1', true, null)
  expect(log.endRun().map(({ count }) => count)).toEqual([1, 1])
})

test('an attempt outside of runs is that of every run of the file; one in a run is its own', () => {
  const log = new AttemptLog()
  connect(log, 'at load')
  log.beginRun()
  connect(log, 'in the first')
  expect(counts(log)).toEqual([
    ['at load', 1],
    ['in the first', 1],
  ])
  connect(log, 'between')
  log.beginRun()
  expect(counts(log)).toEqual([
    ['at load', 1],
    ['between', 1],
  ])
})

test('what was blocked after the last run is still to be told', () => {
  const log = new AttemptLog()
  const told = (): string[] => log.unanswered().map(({ where_to }) => where_to)
  connect(log, 'before', true)
  expect(told()).toEqual(['before'])
  log.beginRun()
  connect(log, 'within', true)
  log.endRun()
  connect(log, 'allowed')
  expect(told()).toEqual([])
  connect(log, 'after', true)
  expect(told()).toEqual(['before', 'after'])
  log.beginFile()
  expect(told()).toEqual([])
})

test('another file begins with nothing', () => {
  const log = new AttemptLog()
  connect(log, 'at load')
  log.beginFile()
  log.beginRun()
  expect(counts(log)).toEqual([])
})

test('it does not grow without end, and loses no violation', () => {
  const log = new AttemptLog()
  log.beginRun()
  for (let n = 0; n < 1_500; n++) connect(log, `host:${n}`)
  for (let n = 0; n < 50; n++) connect(log, `forbidden:${n}`, true)
  const attempts = log.endRun()
  expect(attempts.length).toBeLessThanOrEqual(1_020)
  const sum = (blocked: boolean): number =>
    attempts.filter((each) => each.blocked === blocked).reduce((total, { count }) => total + count, 0)
  expect([sum(false), sum(true)]).toEqual([1_500, 50])
})

test('a library that tries again and again, elsewhere each time, is one place', () => {
  const log = new AttemptLog()
  log.beginRun()
  for (let n = 0; n < 60; n++) connect(log, `host:${n}`, true)
  log.add('files', 'fs.writeFileSync', '/inbox', true, null)
  const attempts = log.endRun()
  expect(attempts).toHaveLength(20 + 1)
  const [first, second, ...others] = describeAttempts(attempts)
  expect(first).toMatch(
    /^network: net\.connect host:0 and 19 more, at .*attempt-log\.test\.ts:\d+:\d+, 60 times$/,
  )
  expect(second).toMatch(/^files: fs\.writeFileSync \/inbox, at /)
  expect(others).toEqual([])
})

test('of very many places the first are told', () => {
  const attempts = Array.from({ length: 30 }, (_, n) => ({
    surface: 'network',
    what: 'net.connect',
    where_to: 'a:1',
    blocked: true,
    count: 1,
    call_site: `/a.ts:${n}:1`,
    frame: null,
    chain: null,
  }))
  const lines = describeAttempts(attempts)
  expect(lines).toHaveLength(21)
  expect(lines.at(-1)).toBe('and from 10 other places: see isolation.attempts in the metrics')
})
