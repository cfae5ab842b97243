import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { addToBaseline, mostRuns } from '../../../src/baseline/add-to-baseline.ts'
import { baselinePath } from '../../../src/baseline/baseline-path.ts'
import { readBaseline } from '../../../src/baseline/read-baseline.ts'
import { readCgroupLimits } from '../../../src/baseline/read-cgroup-limits.ts'
import { writeBaseline } from '../../../src/baseline/write-baseline.ts'
import { baselineNow, baselineRun, tenRuns } from '../../support/baseline.ts'

const folder = mkdtempSync(join(tmpdir(), 'baselines-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the file of a scenario', () => {
  const pathOf = (name: string, project: string | null = null) =>
    baselinePath({ file: 'a/stress/orders.stress.ts', name, project })

  test('lies beside its stress file, under a name that any file system takes', () => {
    expect(pathOf('Orders: 9 agents / 100 × each')).toMatch(
      /^a\/stress\/__baselines__\/orders\.stress\.ts\/orders-9-agents-100-each-[0-9a-f]{8}\.json$/,
    )
    expect(pathOf('é'.repeat(300))).toMatch(/ts\/-[0-9a-f]{8}\.json$/)
    expect(pathOf('a'.repeat(300)).length).toBeLessThan(130)
  })

  test('is its own, also where names look alike', () => {
    expect(new Set([pathOf('a b'), pathOf('a-b'), pathOf('a b', 'other')]).size).toBe(3)
  })

  test('is read as it was written, and leaves nothing else behind', () => {
    const path = join(folder, 'deep/er/one.json')
    const baseline = { ...baselineNow, runs: tenRuns }
    writeBaseline(path, baseline)
    writeBaseline(path, baseline)
    expect(readBaseline(path)).toEqual({ ok: true, baseline })
    expect(readdirSync(join(folder, 'deep/er'))).toEqual(['one.json'])
  })

  test.each([
    ['half of one', '{"baseline_version": 1', /^it is damaged: .*JSON/],
    [
      'of another version',
      JSON.stringify({ ...baselineNow, baseline_version: 2, runs: tenRuns }),
      /^it is damaged: baseline_version: /,
    ],
    ['without runs', JSON.stringify({ ...baselineNow, runs: [] }), /^it is damaged: runs: /],
    [
      'with a value that is none',
      JSON.stringify({ ...baselineNow, runs: [{ ...baselineRun(), values: { throughput: 'fast' } }] }),
      /^it is damaged: runs\[0\]\.values\.throughput: expected a number, got "fast"/,
    ],
  ])('that is %s says nothing', (_name, text, problem) => {
    const path = join(folder, 'bad.json')
    writeFileSync(path, text)
    expect(readBaseline(path)).toEqual({ ok: false, missing: false, problem: expect.stringMatching(problem) })
  })

  test('that is not there, or cannot be read, is not the same', () => {
    expect(readBaseline(join(folder, 'none.json'))).toMatchObject({ missing: true })
    expect(readBaseline(folder)).toMatchObject({
      missing: false,
      problem: expect.stringContaining('cannot be read'),
    })
  })
})

describe('one more run', () => {
  test('is added, and the oldest goes where there are many', () => {
    const runs = Array.from({ length: mostRuns }, (_, at) => baselineRun(1, at))
    const { baseline, notes } = addToBaseline(
      { ok: true, baseline: { ...baselineNow, runs } },
      baselineNow,
      baselineRun(2, 99),
    )
    expect([baseline.runs.length, baseline.runs[0]!.seed, baseline.runs.at(-1)!.seed]).toEqual([
      mostRuns,
      1,
      99,
    ])
    expect(notes).toEqual([])
  })

  test('of another machine or plan begins anew, as one beside a damaged file does; and that is said', () => {
    const other = { ...baselineNow, machine: { ...baselineNow.machine, cores: 64 } }
    const anew = addToBaseline(
      { ok: true, baseline: { ...other, runs: tenRuns } },
      baselineNow,
      baselineRun(),
    )
    expect(anew.baseline.runs).toHaveLength(1)
    expect(anew.notes).toEqual(['begun anew: another machine: cores was 64, and is 2'])
    const damaged = addToBaseline(
      { ok: false, missing: false, problem: 'it is damaged' },
      baselineNow,
      baselineRun(),
    )
    expect(damaged.notes).toEqual(['begun anew: it is damaged'])
    expect(
      addToBaseline({ ok: false, missing: true, problem: '' }, baselineNow, baselineRun()).notes,
    ).toEqual([])
  })
})

describe('what a control group allows', () => {
  const group = (name: string, files: Record<string, string>): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, path, '..'), { recursive: true })
      writeFileSync(join(folder, name, path), text)
    }
    return join(folder, name)
  }

  test.each([
    [
      'version 2, at the root',
      { 'cpu.max': '150000 100000\n', 'memory.max': '1073741824\n', own: '0::/\n' },
      1.5,
      2 ** 30,
    ],
    [
      'version 2, of its own group',
      { 'cpu.max': 'max 100000', 'a/b/cpu.max': '200000 100000', 'a/b/memory.max': 'max', own: '0::/a/b\n' },
      2,
      null,
    ],
    [
      'version 1',
      {
        'cpu/cpu.cfs_quota_us': '50000\n',
        'cpu/cpu.cfs_period_us': '100000\n',
        'memory/memory.limit_in_bytes': '9223372036854771712\n',
        own: '1:cpu:/x\n',
      },
      0.5,
      null,
    ],
    ['version 1, without a limit', { 'cpu/cpu.cfs_quota_us': '-1\n', own: '' }, null, null],
    ['none', { own: '' }, null, null],
  ])('%s', (name, files, cpu, memory) => {
    const root = group(name, files)
    expect(readCgroupLimits(root, join(root, 'own'))).toEqual({ cpu_limit: cpu, memory_limit_bytes: memory })
  })
})
