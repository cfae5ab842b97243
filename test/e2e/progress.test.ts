import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { header, host, runProject } from './support/run-project.ts'

// They wait for a slow load, and do nothing else.
vi.setConfig({ maxConcurrency: 4 })

const files = {
  'stress/long.stress.ts': `${header}
stressTest('long', { load: { executor: 'constant-arrival-rate', ratePerSecond: 50, durationMs: 6_500 }, budgets: { successRate: { min: 0 } }, health: { latenessMs: 2_000 } },
  async ({ iteration }) => { await work(); if (iteration.index % 10 === 0) throw new Error('no') })`,
}
const line =
  /^long: [5-6]\.\d s of 6\.5 s, [01]\.\d s left, \d+ of 325 done, \d+\/s of 50\/s, p95 [\d.]+ ms, \d+ failed, \d+ in flight$/
const linesIn = (text: string): string[] => text.split('\n').filter((each) => each.startsWith('long: '))

test.concurrent('a line about a long run, every few seconds, with how far it is', async () => {
  const run = await runProject(files)
  expect(run.exitCode, run.output).toBe(0)
  expect(linesIn(run.output)).toEqual([expect.stringMatching(line)])
  expect(linesIn(run.stdout)).toHaveLength(1)
})

test.concurrent.each<[string, (text: string) => unknown]>([
  ['json', (text) => (JSON.parse(text) as { numTotalTests: number }).numTotalTests],
  [
    'junit',
    (text) =>
      Number(/^<\?xml[\s\S]*?<testsuites [^>]*tests="(\d+)"[\s\S]*<\/testsuites>\s*$/.exec(text)?.[1]),
  ],
  ['tap', (text) => Number(/^TAP version 13\n1\.\.(\d+)\nok 1 [\s\S]*\}\s*$/.exec(text)?.[1])],
])('--reporter=%s: the line is told beside it', async (reporter, countTests) => {
  const run = await runProject(files, { args: [`--reporter=${reporter}`] })
  expect(run.exitCode, run.output).toBe(0)
  expect(linesIn(run.output)).toEqual([expect.stringMatching(line)])
  expect(linesIn(run.stdout)).toEqual([])
  // Vitest 5 writes to files what other programs read, but for TAP.
  const inFile = host.vitestMajor > 4 && reporter !== 'tap'
  const report = inFile ? readReport(run.folder, reporter) : run.stdout
  expect(countTests(report)).toBe(1)
})

function readReport(folder: string, reporter: string): string {
  const names = readdirSync(join(folder, '.vitest'), { recursive: true, encoding: 'utf8' })
  return readFileSync(
    join(
      folder,
      '.vitest',
      names.find((name) => name.includes(reporter) && /\.\w+$/.test(name))!,
    ),
    'utf8',
  )
}
