import { beforeEach, describe, expect, test, vi } from 'vitest'
import { configOf, header, makeProject } from './support/run-project.ts'
import { readResults, tableOf } from './support/read-results.ts'
import { runInTerminal, terminalOpener, type TerminalRun } from './support/run-in-terminal.ts'

// They mostly wait for their loads to end; what a busy machine does to those is none of their business.
vi.setConfig({ maxConcurrency: 5 })

const load = (durationMs: number): string =>
  `{ executor: 'constant-arrival-rate', ratePerSecond: 50, durationMs: ${durationMs} }`
const options = (durationMs: number): string =>
  `{ load: ${load(durationMs)}, budgets: { successRate: { min: 0 } }, health: { latenessMs: 2_000 } }`
const workload = `async ({ iteration }) => { await work(); if (iteration.index % 10 === 0) throw new Error('no') }`
const scenario = (name: string, durationMs: number): string =>
  `stressTest('${name}', ${options(durationMs)}, ${workload})`
const project = (durationMs = 2_500): Record<string, string> => ({
  'stress/orders.stress.ts': `${header}\n${scenario('orders', durationMs)}`,
})

/** Elapsed and planned time, what is left, done, rate and plan, p95, failed, in flight. */
const whole =
  /^ {3}orders {2}\[=* *\] +\d+ % {2}\d\.\d s of 2\.5 s, (\d\.\d s left|draining) {2}\d+ of 125 done {2}\d+\/s of 50\/s {2}p95 [\d.]+ ms {2}\d+ failed {2}\d+ in flight$/

const liveLines = (rows: readonly string[], name = 'orders'): string[] =>
  rows.filter((row) => row.startsWith(`   ${name}  `))
/** Which line stood there, drawing by drawing; each a drawing with one line or none. */
const told = ({ frames }: TerminalRun): string[] => frames.flatMap((rows) => liveLines(rows))

describe.concurrent('in a terminal', () => {
  beforeEach(({ skip }) => {
    skip(!terminalOpener, 'neither `script` of util-linux nor Python is there to open a terminal')
  })

  test.each(['default', 'verbose'])(
    '%s: one line, drawn again in place, gone at the end',
    async (reporter) => {
      const folder = makeProject(project())
      const run = await runInTerminal(folder, { args: [`--reporter=${reporter}`] })
      expect(run.exitCode, run.raw).toBe(0)
      for (const rows of run.frames) expect(liveLines(rows).length, rows.join('\n')).toBeLessThanOrEqual(1)
      // Some seven of them; fewer where the machine stands still for a while.
      expect(new Set(told(run)).size).toBeGreaterThanOrEqual(3)
      expect(
        told(run).filter((line) => whole.test(line)).length,
        told(run).join('\n'),
      ).toBeGreaterThanOrEqual(2)
      // Where it stands: below the file, above the totals.
      const last = run.frames.findLast((rows) => liveLines(rows).length > 0)!
      const at = last.findIndex((row) => row.startsWith('   orders  '))
      expect(last.slice(0, at).join('\n')).toContain('stress/orders.stress.ts 0/1')
      expect(last[at + 2]).toMatch(/^ *Test Files /)

      const end = run.rows.join('\n')
      expect(end).not.toMatch(/\[=* *\]|in flight/)
      expect(end).toMatch(
        /✓.*stress\/orders\.stress\.ts.*[\s\S]*Test Files {2}1 passed \(1\)\n *Tests {2}1 passed \(1\)/,
      )
      expect(end.match(/Test Files/g)).toHaveLength(1)
      expect(tableOf(end)).toEqual([expect.stringMatching(/^orders +pass +125 /)])
      expect(readResults(folder).metrics!.verdict).toBe('pass')
    },
  )

  test('a narrow one, without colours', async () => {
    const run = await runInTerminal(makeProject(project()), { columns: 70, env: { NO_COLOR: '1' } })
    expect(told(run)).toContainEqual(
      expect.stringMatching(
        /^ {3}orders {2}\d\.\d s of 2\.5 s, \d\.\d s left {2}\d+\/s of 50\/s {2}\d+ failed$/,
      ),
    )
    for (const line of told(run)) expect(line.length).toBeLessThan(70)
    expect(run.raw).not.toContain('failed\u001B')
    expect(run.rows.join('\n')).not.toContain('orders  2.')
  })

  test('two processes at once have a line each', async () => {
    const file = (name: string): string =>
      `${header}\ntest('${name}', async () => { await runStress(${options(2_500)}, ${workload}) })`
    const run = await runInTerminal(
      makeProject({
        'test/a.test.ts': file('first'),
        'test/b.test.ts': file('second'),
        'vitest.config.ts': configOf(`include: ['test/*.test.ts'], maxWorkers: 2`),
      }),
    )
    expect(run.exitCode, run.raw).toBe(0)
    const names = run.frames.map((rows) =>
      ['first #1', 'second #1'].filter((name) => liveLines(rows, name).length === 1),
    )
    expect(names.filter((shown) => shown.length === 2).length, run.raw).toBeGreaterThanOrEqual(1)
    expect(run.rows.join('\n')).not.toContain('in flight')
  })

  test('in watch mode it goes and comes again', async () => {
    const waiting = 'Waiting for file changes'
    const run = await runInTerminal(makeProject(project(1_500)), {
      command: ['watch'],
      typing: [
        { when: waiting, keys: 'r' },
        { when: waiting, keys: 'q' },
      ],
    })
    const shares = told(run).map((line) => Number(/(\d+) %/.exec(line)![1]))
    // Each run draws several, and the second begins where the first did.
    const again = shares.findIndex((share, index) => share < (shares[index - 1] ?? 0))
    expect(again, shares.join()).toBeGreaterThanOrEqual(2)
    expect(shares.length - again).toBeGreaterThanOrEqual(2)
    expect(shares.slice(again)).toEqual(shares.slice(again).toSorted((a, b) => a - b))
    const end = run.rows.join('\n')
    expect(end).toContain(waiting)
    expect(end).not.toContain('in flight')
    expect(tableOf(end)).toHaveLength(1)
  })

  test.each<[string, string, string[], Record<string, string>, number]>([
    ['dot: a plain line', '', ['--reporter=dot'], {}, 1],
    ['CI: a plain line', '', [], { CI: '1' }, 1],
    ['progress: "plain" in spite of a window', `{ progress: 'plain' }`, [], {}, 1],
    ['progress: false, and nothing is told', '{ progress: false }', [], {}, 0],
  ])('%s', async (_, given, args, env, lines) => {
    const files = { ...project(5_800), 'vitest.config.ts': configOf('', `stress(${given})`) }
    const run = await runInTerminal(makeProject(files), { args, env })
    expect(run.exitCode, run.raw).toBe(0)
    expect(told(run)).toEqual([])
    expect(run.raw.includes('in flight')).toBe(lines > 0)
    const end = run.rows.join('\n')
    expect(
      end.match(/^orders: 5\.\d s of 5\.8 s, 0\.\d s left, .*\d+ failed, \d+ in flight$/gm) ?? [],
    ).toHaveLength(lines)
    expect(end).toMatch(/Test Files {2}1 passed \(1\)\n *Tests {2}1 passed \(1\)/)
    expect(tableOf(end)).toHaveLength(1)
  })
})
