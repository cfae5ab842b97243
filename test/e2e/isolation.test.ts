import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AttemptMetrics } from '../../src/model/isolation-metrics.ts'
import {
  escapes,
  escapesPath,
  isEnforced,
  isolationFiles,
  nodeMajor,
  past,
  pastPath,
} from './support/isolation-project.ts'
import { makeProject, runAgain, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

let run: ProjectRun
beforeAll(async () => {
  const folder = makeProject(isolationFiles)
  // The project may lie in the temporary folder itself, where anything may be written.
  const TMPDIR = join(folder, 'tmp')
  mkdirSync(TMPDIR)
  symlinkSync('../outside', join(TMPDIR, 'link'))
  symlinkSync('../new.txt', join(TMPDIR, 'to-new'))
  run = await runAgain(folder, { env: { TMPDIR }, saturates: true })
})

const attemptsOf = (name: string): AttemptMetrics[] => scenarioOf(run, name).isolation?.attempts ?? []

describe('a sealed run stops', () => {
  test.each(escapes.map((escape, index) => [escape.name, escape, index + 2] as const))(
    '%s',
    (name, escape, line) => {
      const here = join(run.folder, escapesPath)
      const scenario = scenarioOf(run, name)
      const blocked = attemptsOf(name).filter((attempt) => attempt.blocked)
      expect(blocked).toMatchObject([
        {
          surface: escape.surface,
          what: escape.what,
          where_to: escape.to.replace(/^\.(?=\/|$)/, run.folder),
          count: 1,
        },
      ])
      const place = escape.byPackage ? blocked[0]!.frame : blocked[0]!.call_site
      expect(place).toContain(`${here}:${line}:`)
      expect([scenario.verdict, scenario.cause, scenario.isolation?.violations]).toEqual(['fail', null, 1])
      expect(scenario.problems[0]).toContain(`not in a sealed run: ${escape.surface}: ${escape.what}`)
    },
  )
})

describe.runIf(isEnforced)('Node stops what goes past the guards', () => {
  test.each(past.map((each, index) => [each.name, each, index + 2] as const))('%s', (name, each, line) => {
    expect(verdictOf(name)).toBe('fail')
    expect(testOf(run, name).failureMessages.join()).toMatch(/ERR_(?:ACCESS_DENIED|DLOPEN_DISABLED)/)
    expect(existsSync(join(run.folder, 'past.txt'))).toBe(false)
    const attempts = attemptsOf(name)
    if (each.what === null || (nodeMajor < 24 && !each.isAlwaysTold)) return expect(attempts).toEqual([])
    const to = each.to.replace(/^\.(?=\/)/, run.folder)
    expect(attempts).toMatchObject([
      { surface: each.surface, what: each.what, where_to: to, blocked: true, count: 1 },
    ])
    expect(attempts[0]!.call_site).toContain(`${join(run.folder, pastPath)}:${line}:`)
  })

  test('and where it tells, swallowing the error is no way out; to ask is no attempt', () => {
    expect(verdictOf('a write taken, and nothing said')).toBe(nodeMajor < 24 ? 'pass' : 'fail')
    expect(verdictOf('a question')).toBe('pass')
  })

  test('but not what a run may do in its own folders, and what Vitest writes beside the file', () => {
    expect(scenarioOf(run, 'durable').problems).toEqual([])
    expect(scenarioOf(run, 'durable').isolation).toMatchObject({ attempts: [], leaks: [] })
    expect(readFileSync(join(run.folder, 'stress/__snapshots__/clean.stress.ts.snap'), 'utf8')).toContain(
      '"kept": true',
    )
  })

  test('workers as processes cannot be started, and it is said what to do', () => {
    expect(scenarioOf(run, 'processes').problems.join()).toContain('say `// @stress-isolation-enforce false`')
  })
})

const coverage = isEnforced ? 'enforced' : 'intercepted'
const verdictOf = (name: string): string => scenarioOf(run, name).verdict

test('what stays inside is no attempt', () => {
  expect(verdictOf('clean')).toBe('pass')
  expect(scenarioOf(run, 'clean').isolation).toMatchObject({
    strength: 'sealed',
    surfaces: {
      imports: 'intercepted',
      network: 'intercepted',
      files: coverage,
      'child-processes': coverage,
      'worker-threads': 'intercepted',
      'native-addons': coverage,
      'process-state': 'intercepted',
      exits: 'intercepted',
    },
    attempts: [],
    violations: 0,
    leaks: [],
  })
})

describe('a file that says at its top that it is fenced', () => {
  test('may speak with loopback, and that is counted', () => {
    expect(verdictOf('allowed')).toBe('pass')
    const surfaces = { files: 'intercepted', 'child-processes': 'intercepted' }
    expect(scenarioOf(run, 'allowed').isolation).toMatchObject({
      strength: 'fenced',
      violations: 0,
      surfaces,
    })
    const attempts = attemptsOf('allowed').map(({ what, blocked, frame }) => [what, blocked, frame === null])
    expect(attempts).toEqual([
      ['net.listen', false, false],
      ['net.connect', false, false],
    ])
  })

  test('has scenarios that may be tighter, and none that are looser', () => {
    expect(verdictOf('tighter')).toBe('fail')
    expect(scenarioOf(run, 'tighter').isolation).toMatchObject({ strength: 'sealed', violations: 20 })
    expect(scenarioOf(run, 'looser').problems.join()).toContain(
      'isolation: expected at least "sealed", as the file has',
    )
  })

  test('may start threads, which inherit the guards, whatever they are started with', () => {
    expect(verdictOf('thread')).toBe('pass')
  })
})

test('what happens while a file is loaded is on the account of all its scenarios', () => {
  for (const name of ['first of file', 'second of file']) {
    expect(verdictOf(name)).toBe('fail')
    expect(attemptsOf(name)).toMatchObject([{ surface: 'files', what: 'fs.writeFileSync', blocked: true }])
  }
})

test('workers of a run inherit the guards: what is swallowed there fails the run', () => {
  const [attempt, ...others] = attemptsOf('workers').filter(({ blocked }) => blocked)
  expect([attempt?.count, others]).toEqual([6, []])
  expect(attempt!.call_site).toContain(`${join(run.folder, 'stress/writer.workload.ts')}:3:`)
  expect(verdictOf('workers')).toBe('fail')
  // Of the workers and of the process that started them, the worse.
  expect(scenarioOf(run, 'workers').isolation?.surfaces).toMatchObject({ files: coverage })
})

test('Node says nothing of permissions, and of other things what it always says', () => {
  expect(run.output).toContain('SecurityWarning: of mine')
  expect(run.output).not.toMatch(/Permission is an experimental|--allow-worker/)
  const note = 'stress  isolation is intercepted, not enforced by Node: coverage is measured'
  expect(run.output.includes(note)).toBe(!isEnforced)
})

test('a misspelt strength is told, without a stack, and its file is not loaded', () => {
  expect(run.output).toContain(
    'expected one of "sealed", "fenced", "open", got "seald"; did you mean "sealed"?',
  )
  expect(run.output).not.toContain('apply-file-isolation')
  expect(run.output).not.toContain('Error: loaded')
})

test('the text of a failure names the call', () => {
  expect(testOf(run, 'a named import').failureMessages.join()).toContain(
    `not in a sealed run: files: fs.writeFileSync ${join(run.folder, 'out.txt')}, at ${join(run.folder, 'stress/escapes.stress.ts')}:${escapes.findIndex(({ name }) => name === 'a named import') + 2}:`,
  )
})

test('what is tried when no run is there to fail for it fails the file', () => {
  expect(verdictOf('before it is late')).toBe('pass')
  expect(run.output).toMatch(
    /FAIL .*late\.stress\.ts[^]*?not in a sealed file, outside of its scenarios:\s+files: fs\.writeFileSync .*inbox\.txt, at .*late\.stress\.ts:7:/,
  )
  expect(run.metrics).toMatchObject({ verdict: 'fail' })
  expect(run.metrics!.problems.join()).toContain('outside of its scenarios')
})

test('toBeIsolated; a violation that no matcher looked at fails its test', () => {
  expect(testOf(run, 'is not what it should be').failureMessages.join()).toContain(
    'not in a sealed run: process-state',
  )
  const told = testOf(run, 'is looked at').failureMessages.join()
  expect(told).toContain('isolation')
  expect(told).not.toContain('AssertionError')
})
