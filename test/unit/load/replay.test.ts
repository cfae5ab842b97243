import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { resolveLoad } from '../../../src/config/resolve-load.ts'
import { agentOf, agentsOf } from '../../../src/model/load-plan.ts'
import { planOf } from '../../support/drive.ts'

const folder = mkdtempSync(join(tmpdir(), 'vitest-stress-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

function traceFile(name: string, lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  return path
}

const trace = [
  { at_ms: 1000, recipient: 'Agent-2' },
  { at_ms: 1010, recipient: 'Captain' },
  { at_ms: 1010, recipient: 'Agent-2' },
  { at_ms: 61_010, recipient: 'Agent-1' },
]
const timesOf = (load: Record<string, unknown>): unknown => {
  const { arrivals } = planOf({ executor: 'replay', trace, ...load }) as { arrivals: unknown }
  return arrivals
}

describe('replay', () => {
  test('starts when the trace says, counted from its first record', () => {
    expect(timesOf({})).toEqual({ kind: 'times', timesMs: [0, 10, 10, 60_010] })
  })

  test('cuts long gaps, and then goes faster', () => {
    expect(timesOf({ maxGapMs: 1000 })).toEqual({ kind: 'times', timesMs: [0, 10, 10, 1010] })
    expect(timesOf({ maxGapMs: 1000, speed: 10 })).toEqual({ kind: 'times', timesMs: [0, 1, 1, 101] })
  })

  test('plans as many iterations as records, up to the last of them', () => {
    expect(planOf({ executor: 'replay', trace })).toMatchObject({ plannedIterations: 4, plannedMs: 60_010 })
  })

  test('takes agents from the recipients', () => {
    const plan = planOf({ executor: 'replay', trace })
    expect([0, 1, 2, 3].map((index) => agentOf(plan, index))).toEqual([
      'Agent-2',
      'Captain',
      'Agent-2',
      'Agent-1',
    ])
  })

  test('deals to `agents` in turn where the user asks for it', () => {
    const plan = planOf({ executor: 'replay', trace, agents: 2 })
    expect([0, 1, 2].map((index) => agentOf(plan, index))).toEqual(['Agent-1', 'Agent-2', 'Agent-1'])
  })

  test('names no agent for a record without recipient, or for one to all', () => {
    const plan = planOf({
      executor: 'replay',
      trace: [...trace, { at_ms: 70_000 }, { at_ms: 70_001, recipient: 'ALL' }],
    })
    expect([3, 4, 5].map((index) => agentOf(plan, index))).toEqual(['Agent-1', null, null])
    expect(agentsOf(plan)).toEqual(['Agent-2', 'Captain', 'Agent-1'])
  })

  test('of records to all alone names no agents, and deals none', () => {
    const plan = planOf({
      executor: 'replay',
      trace: [
        { at_ms: 0, recipient: 'ALL' },
        { at_ms: 1, recipient: 'ALL' },
      ],
    })
    expect([agentsOf(plan), agentOf(plan, 0), agentOf(plan, 1)]).toEqual([[], null, null])
  })

  test('of records without any recipient names no agents', () => {
    const plan = planOf({ executor: 'replay', trace: [{ at_ms: 0 }, { at_ms: 1 }] })
    expect(plan.agentOfIteration).toBeNull()
    expect(agentOf(plan, 0)).toBeNull()
  })

  test('reads JSON Lines from a path and from a file URL, blank lines aside', () => {
    const path = traceFile('good.jsonl', ['{"at_ms":5}', '', '{"at_ms":7,"other":true}', '{"at_ms":7}', ''])
    for (const from of [path, pathToFileURL(path)]) {
      expect(timesOf({ trace: from })).toEqual({ kind: 'times', timesMs: [0, 2, 2] })
    }
  })
})

describe('a trace that cannot be replayed', () => {
  const problemsOf = (load: Record<string, unknown>): unknown => {
    const resolved = resolveLoad({ executor: 'replay', ...load }, 1)
    return resolved.ok ? 'no problems' : resolved.problems
  }
  const expected = 'a JSON object whose at_ms is a number, not below the line before'

  test('names every bad line', () => {
    const path = traceFile('bad.jsonl', [
      '{"at_ms":5}',
      'not json',
      '{"at_ms":"7"}',
      '{"at_ms":4}',
      '7',
      '{"at_ms":6}',
      '{}',
    ])
    expect(problemsOf({ trace: path })).toEqual([
      { path: `${path}:2`, expected, got: '"not json"' },
      { path: `${path}:3`, expected, got: 'at_ms "7"' },
      { path: `${path}:4`, expected, got: 'at_ms 4' },
      { path: `${path}:5`, expected, got: '"7"' },
      { path: `${path}:7`, expected, got: 'at_ms nothing' },
    ])
  })

  test('shows at most twenty bad lines', () => {
    const path = traceFile(
      'worse.jsonl',
      Array.from({ length: 50 }, () => 'x'),
    )
    expect(problemsOf({ trace: path })).toHaveLength(20)
  })

  test('names a file that does not exist', () => {
    const path = join(folder, 'none.jsonl')
    expect(problemsOf({ trace: path })).toEqual([
      { path: 'load.trace', expected: 'a JSON Lines file', got: `a file that does not exist (${path})` },
    ])
  })

  test('is a load that starts nothing when it is empty', () => {
    const nothing = [
      { path: 'load', expected: 'a load of at least one iteration', got: 'a load that starts none' },
    ]
    expect(problemsOf({ trace: traceFile('empty.jsonl', ['', '']) })).toEqual(nothing)
    expect(problemsOf({ trace: [] })).toEqual(nothing)
  })

  test('is refused when a record of an array comes before the one before it', () => {
    expect(problemsOf({ trace: [{ at_ms: 5 }, { at_ms: 3 }, { at_ms: 4 }, { at_ms: 2 }] })).toEqual([
      { path: 'load.trace[1].at_ms', expected: 'a number that is not below the one before, 5', got: '3' },
      { path: 'load.trace[3].at_ms', expected: 'a number that is not below the one before, 4', got: '2' },
    ])
  })
})
