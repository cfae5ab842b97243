import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import type { EnvironmentMetrics, MetricsFile, ScenarioMetrics } from '../../../src/model/metrics.ts'
import { LatencySeries } from '../../../src/record/latency-series.ts'
import { composeMetricsFile } from '../../../src/report/compose-metrics-file.ts'
import { environment, metricsOf, withResponses } from '../../support/metrics.ts'

const folder = mkdtempSync(join(tmpdir(), 'compare-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const plan = {
  executor: 'shared-iterations',
  options: { iterations: 100 },
} as unknown as ScenarioMetrics['plan']
const replayOf = (trace: string, planned: number) =>
  ({ ...plan, planned_iterations: planned, options: { iterations: 100, trace } }) as ScenarioMetrics['plan']
const missed = (unit: 'ms' | 'ratio' | 'per second') =>
  ({
    budget: 'x',
    comparison: 'at most',
    limit: 1,
    unit,
    actual: 2,
    samples: 1,
    verdict: 'fail',
    detail: '',
  }) as const
const failing = (scenario: Partial<ScenarioMetrics>): Given => ({
  scenario: { verdict: 'fail', ...scenario },
})
const contained = {
  strength: 'sealed' as const,
  surfaces: {},
  attempts: [],
  violations: 0,
  leaks: [],
  heap: null,
}
const leak = { kind: 'timer', what: 'setInterval', created_at: null, count: 1 }
const faultsOf = (fault: object) =>
  ({ drawn: null, schedule: [fault] }) as unknown as ScenarioMetrics['faults']
let files = 0

interface Given {
  /** How often it stands in the file. */
  times?: number
  beside?: Partial<Pick<MetricsFile, 'interrupted' | 'problems'>>
  factor?: number
  scenario?: Partial<ScenarioMetrics>
  machine?: Partial<EnvironmentMetrics>
  change?: (text: string) => string
}

/** A metrics file with a run of about 100/s and 10 ms. */
function fileOf({
  factor = 1,
  scenario = {},
  machine = {},
  change = (text) => text,
  times = 1,
  beside = {},
}: Given = {}): string {
  const series = new LatencySeries()
  for (let at = 0; at < 100; at++) series.record((9.5 + at / 100) * factor)
  const metrics = metricsOf({ throughput: 100 / factor, plan, ...withResponses(series), ...scenario })
  const file = composeMetricsFile({
    scenarios: Array.from({ length: times }, () => metrics),
    environment: { ...environment, ...machine },
    interrupted: false,
    problems: [],
    ...beside,
    generatedAt: new Date(0),
  })
  const path = join(folder, `${++files}.json`)
  writeFileSync(path, change(JSON.stringify(file)))
  return path
}

const noises = [1, 1.02, 0.98, 1.01, 0.99]
const five = (factor: number): string[] => noises.map((noise) => fileOf({ factor: factor * noise }))

async function run(...args: string[]) {
  let [out, err] = ['', '']
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) }
  return { code: await runCommandLine(['compare', ...args], output), out, err }
}

describe('five runs against five', () => {
  test('that are the same: 0, with a table and the merged response times', async () => {
    const { code, out } = await run(...five(1), '--', ...five(1))
    expect(code).toBe(0)
    expect(out).toContain('suite > orders survive (stress/orders.stress.ts): not worse')
    expect(out).toMatch(/latency\.p50 +after \(5 runs\) +5 +0 % .* equivalent/)
    expect(out).toContain('before: 500 samples, p50 ')
    expect(out).toContain('max 10.7 ms')
  })

  test('that are faster: 0; slower by half: 1', async () => {
    expect((await run(...five(1), '--', ...five(0.5))).code).toBe(0)
    const slower = await run(...five(1), '--', ...five(1.5))
    expect(slower.code).toBe(1)
    expect(slower.out).toContain('  latency.p50 is worse\n')
  })

  test('at the margin: 2, undecided; the margin and the metrics can be chosen', async () => {
    const [before, after] = [five(1), five(1.2)]
    expect((await run(...before, '--', ...after)).code).toBe(2)
    expect((await run('--margin=0.5', ...before, '--', ...after)).code).toBe(0)
    const { code, out } = await run('--margin', '0.05', '--gate', 'latency.p99', ...before, '--', ...after)
    expect(code).toBe(1)
    expect(out).toContain('worse, not gated')
  })

  test('as Markdown', async () => {
    const { out } = await run('--markdown', ...five(1), '--', ...five(1.5))
    expect(out).toMatch(
      /^### ❌ suite &gt; orders survive: worse|^### ❌ suite > orders survive: worse|^### ❌ suite \\> orders survive: worse/,
    )
    expect(out).toMatch(/\| latency\.p50 \| after \(5 runs\) \|/)
  })
})

test('a run that failed for being slow is a run that was slow', async () => {
  const scenario = { verdict: 'fail', budgets: [missed('ms')] } as const
  const after = noises.map((noise) =>
    fileOf({ factor: 1.5 * noise, scenario: { ...scenario, budgets: [...scenario.budgets] } }),
  )
  expect((await run(...five(1), '--', ...after)).code).toBe(1)
})

test.each([
  ['fail', null, 'worse', 0],
  ['invalid', 'undecided', 'undecided', 0],
  ['invalid', 'no-evidence', 'not comparable', 0],
  ['invalid', 'error', 'not checked', 2],
] as const)('a run that is %s (%s) where its baseline is %s', async (verdict, cause, outcome, code) => {
  const baseline = { outcome } as ScenarioMetrics['baseline']
  const after = noises.map((factor) => fileOf({ factor, scenario: { verdict, cause, baseline } }))
  expect((await run(...five(1), '--', ...after)).code).toBe(code)
})

describe('what cannot be told: 2', () => {
  test('one run against one, though the change is shown', async () => {
    const { code, out } = await run(fileOf(), fileOf({ factor: 1.5 }))
    expect(code).toBe(2)
    expect(out).toContain('latency.p50 is undecided: 1 run against 1 cannot tell')
    expect(out).toMatch(/latency\.p50 .* \+50 %/)
  })

  test.each([
    ['another processor', { machine: { cpu: 'Z80' } }, 'another machine: cpu is a processor in '],
    ['another plan', { scenario: { kind: 'high-load' } }, 'another plan in '],
    [
      'a run that is invalid',
      { scenario: { verdict: 'invalid', cause: 'saturated' } },
      'is invalid (saturated)',
    ],
    ['a run with failures', { scenario: { verdict: 'fail', budgets: [missed('ratio')] } }, 'is fail'],
    ['a run with too many of what it counts', failing({ budgets: [missed('per second')] }), 'is fail'],
    [
      'a run that reached out, though it kept all budgets',
      failing({ budgets: [], isolation: { ...contained, violations: 1 } }),
      'is fail',
    ],
    [
      'a slow run that left something behind',
      failing({ budgets: [missed('ms')], isolation: { ...contained, leaks: [leak] } }),
      'is fail',
    ],
    ['a run that failed for what is not told', failing({}), 'is fail'],
    ['other faults', { scenario: { faults: faultsOf({ kind: 'stall' }) } }, 'another plan in '],
    ['real time', { scenario: { health: {} as ScenarioMetrics['health'] } }, 'another plan in '],
    ['two scenarios of one name', { times: 2 }, 'has several scenarios of this name'],
    ['another scenario', { scenario: { name: 'other' } }, 'it is only in the runs after'],
    ['a damaged histogram', { change: (text: string) => text.replaceAll('HISTF', 'AAAAA') }, 'is damaged'],
  ] as [string, Given, string][])('%s', async (_name, given, problem) => {
    const { code, out } = await run(...five(1), '--', ...five(1).slice(1), fileOf(given))
    expect(out).toContain('not comparable')
    expect(out).toContain(problem)
    expect(code).toBe(2)
  })

  test.each([
    [{ interrupted: true }, 'is no whole run: the run was interrupted'],
    [
      { problems: ['stress/b.stress.ts could not be loaded'] },
      'is no whole run: stress/b.stress.ts could not',
    ],
  ])('a run that did not come to its end, though all it has is as before: %j', async (beside, problem) => {
    const after = [...five(1).slice(1), fileOf({ beside })]
    const { code, out } = await run(...five(1), '--', ...after)
    expect([code, out]).toEqual([2, expect.stringContaining(problem)])
    expect((await run('--markdown', ...five(1), '--', ...after)).out).toContain('❔ ')
    expect((await run(...five(1), '--', ...five(1.5).slice(1), fileOf({ factor: 1.5, beside }))).code).toBe(1)
  })

  test('but faults that were the same, whatever became of them', async () => {
    const [before, after] = [1, 2].map((fired) =>
      noises.map((factor) => fileOf({ factor, scenario: { faults: faultsOf({ kind: 'stall', fired }) } })),
    )
    expect((await run(...before!, '--', ...after!)).code).toBe(0)
  })

  test('copies of the same runs', async () => {
    const copies = () =>
      noises.map((factor, at) => fileOf({ factor, scenario: { started_at: `2026-01-02T03:04:0${at}.000Z` } }))
    const { code, out } = await run(...copies(), '--', ...copies())
    expect([code, out]).toEqual([2, expect.stringMatching(/its run in \S+\.json is the one in \S+\.json\n/)])
    expect((await run(...copies(), '--', ...five(1))).code).toBe(0)
  })

  test('one trace, wherever it lies, can be told, and a shorter one is another plan', async () => {
    const at = (trace: string, planned = 100) =>
      noises.map((factor) => fileOf({ factor, scenario: { plan: replayOf(trace, planned) } }))
    expect((await run(...at('old.jsonl'), '--', ...at('new.jsonl'))).code).toBe(0)
    expect((await run(...at('old.jsonl'), '--', ...at('old.jsonl', 99))).code).toBe(2)
  })

  test('sides with one seed each, and not the same', async () => {
    const after = noises.map((factor) => fileOf({ factor, scenario: { seed: 8 } }))
    const { code, out } = await run(...five(1), '--', ...after)
    expect([code, out]).toEqual([
      2,
      expect.stringContaining('another seed: all runs before have 7, all after 8'),
    ])
  })

  test('nothing: scenarios that are meant to fail, or are many runs', async () => {
    const failing = fileOf({ scenario: { expected_verdict: 'fail', verdict: 'fail' } })
    const { code, out } = await run(
      failing,
      fileOf({ change: (text) => text.replace('"capacity":null', '"capacity":{}') }),
    )
    expect([code, out]).toEqual([2, expect.stringContaining('Nothing to compare')])
  })
})

test('worse counts for more than what cannot be told beside it', async () => {
  const other = (factor: number) => fileOf({ factor, scenario: { name: 'other' } })
  const { code } = await run(...five(1), other(1), '--', ...five(1.5), other(1))
  expect(code).toBe(1)
})

test('a file of another minor version, with more fields or less, is read; another kernel is the same machine', async () => {
  const change = (text: string) =>
    text.replace('"schema_version":"1.', '"schema_version":"1.9').replace('"baseline":null,', '"later":1,')
  const after = noises.map((factor) => fileOf({ factor, change, machine: { os: 'Linux 9.9 x64' } }))
  const before = noises.map((factor) => fileOf({ factor, machine: { os: 'Linux 6.1 x64' } }))
  expect((await run(...before, '--', ...after)).code).toBe(0)
})

describe('what cannot be read: 3, all of it at once', () => {
  test('the command line', async () => {
    const { code, err } = await run('a.json', '--margin=0', '--gate=latency.p5,throughput', '--markdwn')
    expect(code).toBe(3)
    expect(err).toMatch(/4 problems/)
    for (const part of [
      '<after>: expected a metrics file',
      '--margin: expected a number above 0',
      '"latency.p50"',
      '"markdown"',
    ])
      expect(err).toContain(part)
    expect((await run('a', 'b', 'c')).err).toContain(
      'expected `--` between the files before and those after, got 3 files',
    )
    expect((await run('a', 'a')).err).toContain('a: expected each file once')
    expect((await run('a', '--', 'b', './b', 'c')).err).toContain('./b: expected each file once')
    expect((await run('--help')).out).toContain('Usage: vitest-stress compare')
  })

  test('the files', async () => {
    const odd = fileOf({ change: (text) => text.replace('"throughput":100,', '"throughput":"fast",') })
    const major = fileOf({ change: (text) => text.replace('"schema_version":"1.', '"schema_version":"2.') })
    const { code, err } = await run(
      join(folder, 'none.json'),
      odd,
      '--',
      major,
      fileOf({ change: () => '{' }),
    )
    expect(code).toBe(3)
    for (const part of [
      'none.json: expected a metrics file, in JSON',
      'throughput: expected a number',
      'expected schema_version 1, got "2.',
    ])
      expect(err).toContain(part)
  })
})
