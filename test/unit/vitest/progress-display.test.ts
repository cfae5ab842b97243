import { expect, test } from 'vitest'
import type { Vitest } from 'vitest/node'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { Hub } from '../../../src/vitest/hub.ts'
import { ProgressDisplay, type ProgressDisplayParts } from '../../../src/vitest/progress-display.ts'
import type { WatchedRun } from '../../../src/vitest/watched-run.ts'
import { identity } from '../../support/virtual-run.ts'
import { troubled as progress } from '../report/progress-cases.ts'

function shown(mode: ProgressDisplayParts['mode'], terminal = true, title = '') {
  const hub = new Hub()
  const clock = new VirtualClock()
  const printed: string[] = []
  const display = new ProgressDisplay({ hub, clock, mode, print: (line) => printed.push(line) })
  const drawings: string[][] = []
  const summary = {
    createSummary: (): string[] => ['', `${title} Tests`, ''],
    renderer: { schedule: () => void drawings.push(summary.createSummary().slice(2, -1)) },
  }
  const vitest = {
    reporters: terminal ? [{ summary }] : [],
    logger: { getColumns: () => 100 },
  } as unknown as Vitest
  display.begin(vitest)
  return { hub, clock, printed, drawings, summary, begin: () => display.begin(vitest) }
}

function begun(hub: Hub, name: string): WatchedRun {
  const terms = { pid: 1, killable: false, timeLimitMs: 1, silenceLimitMs: 1, graceMs: 1 }
  const run = {
    ...terms,
    identity: { ...identity, id: name, name },
    progress,
    metrics: null,
    heardAtMs: 0,
    clearedPath: null,
    lostBecause: null,
  }
  hub.runs.set(name, run)
  return run
}

test('in a terminal each run that is open has a line in the window, and nothing is printed', async () => {
  const { hub, clock, printed, drawings } = shown(true)
  const [first, second] = [begun(hub, 'first'), begun(hub, 'second')]
  hub.onProgress(first)
  expect(drawings.at(-1)).toEqual([
    expect.stringMatching(/^ {3}first {2}3\.0 s of 10\.0 s/),
    expect.stringMatching(/^ {3}second {2}3\.0 s of/),
  ])
  first.lostBecause = 'its worker ended'
  hub.onEnd(first)
  expect(drawings.at(-1)).toEqual([expect.stringContaining('second')])
  for (let told = 0; told < 30; told++) {
    await clock.run(sleep(clock, 300))
    hub.onProgress(second)
  }
  expect(drawings).toHaveLength(32)
  expect(printed).toEqual([])
})

test('a run that says nothing any more is seen to', async () => {
  const { hub, clock, summary } = shown(true)
  hub.onProgress(begun(hub, 'blocked'))
  await clock.run(sleep(clock, 4_000))
  expect(summary.createSummary().join('\n')).toContain('nothing heard for 4.0 s')
})

test('many lines do not make the window higher than the terminal', () => {
  const { hub, summary } = shown(true)
  for (let run = 1; run <= 9; run++) begun(hub, `run ${run}`)
  const lines = summary.createSummary().slice(2, -1)
  expect(lines).toHaveLength(7)
  expect(lines.at(-1)).toBe('   and 3 more')
})

test('a run of which nothing is known yet has no line', () => {
  const { hub, summary } = shown(true)
  begun(hub, 'opening').progress = null
  expect(summary.createSummary()).toEqual(['', ' Tests', ''])
})

test('there are colours only where Vitest has some', () => {
  const coloured = shown(true, true, '\u001B[2m')
  begun(coloured.hub, 'one')
  expect(coloured.summary.createSummary()[2]).toContain('\u001B[31m5 failed\u001B[39m')
  const bare = shown(true)
  begun(bare.hub, 'one')
  expect(bare.summary.createSummary()[2]).not.toContain('\u001B')
})

test.each([
  ['where there is no window', true, false],
  ['where plain lines are asked for', 'plain', true],
] as const)('%s, a plain line is printed every 5 seconds', async (_, mode, terminal) => {
  const { hub, clock, printed, drawings, begin } = shown(mode, terminal)
  const run = begun(hub, 'orders')
  const tellFor = async (ms: number): Promise<void> => {
    for (let told = 0; told <= ms; told += 1000) {
      hub.onProgress(run)
      await clock.run(sleep(clock, 1000))
    }
  }
  await tellFor(4_000)
  expect(printed).toEqual([])
  await tellFor(8_000)
  expect(printed).toEqual([
    expect.stringMatching(
      /^orders: 3\.0 s of 10\.0 s, 7\.0 s left, .*120\/s of 200\/s.*5 failed, 1,200 dropped/,
    ),
    printed[0],
  ])
  // The next run in watch mode starts to count anew.
  begin()
  await tellFor(4_000)
  expect(printed).toHaveLength(2)
  expect(drawings).toEqual([])
})

test('progress: false shows nothing', async () => {
  for (const terminal of [true, false]) {
    const { hub, clock, printed, drawings, summary } = shown(false, terminal)
    const run = begun(hub, 'orders')
    for (let told = 0; told < 20; told++) {
      hub.onProgress(run)
      await clock.run(sleep(clock, 1000))
    }
    hub.onEnd(run)
    expect([printed, drawings]).toEqual([[], []])
    expect(summary.createSummary()).toEqual(['', ' Tests', ''])
  }
})
