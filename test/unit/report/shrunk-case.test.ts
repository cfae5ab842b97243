import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { renderCase } from '../../../src/report/render-case.ts'
import { renderShrunk } from '../../../src/report/render-shrunk.ts'
import { writeCase } from '../../../src/report/write-case.ts'
import { metricsOf } from '../../support/metrics.ts'

const folder = mkdtempSync(join(tmpdir(), 'shrunk-case-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const shrunk = {
  kind: 'atLeastOnce: lost',
  runs: 14,
  minimal: true,
  iterations: 1,
  case: {
    seed: -7,
    load: { agents: 1, 'a b': { iterations: 2 } },
    faults: [{ kind: 'drop', id: "it's", at: { call: 1 }, where: {}, sites: ['queue.enqueue'], share: null }],
  },
  file: null,
}

test('a case is written as a test file that one could have written', () => {
  expect(renderCase('swarm > "loses"\nit', 'it\'s "a".stress.ts', shrunk).split('\n')).toEqual([
    `// The smallest case found in which "swarm > "loses" it" shows "atLeastOnce: lost". Nothing in it can be left out.`,
    `import { onlyCase } from 'vitest-stress'`,
    '',
    String.raw`onlyCase("swarm > \"loses\"\nit", {`,
    '  seed: -7,',
    `  load: { agents: 1, 'a b': { iterations: 2 } },`,
    '  faults: [',
    `    { kind: 'drop', id: "it's", at: { call: 1 }, where: {}, sites: ['queue.enqueue'], share: null },`,
    '  ],',
    '})',
    '',
    String.raw`await import("./it's \"a\".stress.ts")`,
    '',
  ])
})

test('a case without faults, and one that is not proven', () => {
  const text = renderCase('a', 'a.stress.ts', { ...shrunk, minimal: false, case: { seed: 1, faults: [] } })
  expect(text).toContain('shows "atLeastOnce: lost". Something in it may be left out yet.\n')
  expect(text).toContain(`onlyCase('a', {\n  seed: 1,\n  faults: [],\n})\n`)
})

test('it is written beside the test file, over nothing, and once', async () => {
  const names = ['a.stress.ts', 'b.test.mjs', 'c.tsx', 'd.stress.ts', 'd.stress.ts', 'd.stress.ts']
  const texts = ['1', '1', '1', '1', '2', '1']
  writeFileSync(join(folder, 'a.shrunk.stress.ts'), 'of mine')
  const written: string[] = []
  for (const [index, name] of names.entries())
    written.push(basename(await writeCase(join(folder, name), texts[index]!)))
  expect(written).toEqual([
    'a.shrunk-2.stress.ts',
    'b.shrunk.test.mjs',
    'c.shrunk.tsx',
    'd.shrunk.stress.ts',
    'd.shrunk-2.stress.ts',
    'd.shrunk.stress.ts',
  ])
  expect(readFileSync(join(folder, 'a.shrunk.stress.ts'), 'utf8')).toBe('of mine')
  expect(readdirSync(folder)).toHaveLength(6)
})

test('a failure tells how small it became, and where it is', () => {
  const reproduction = { history_hash: null, second_run: null, replay: null }
  const told = (given: Partial<typeof shrunk> & { file?: never }) =>
    renderShrunk(metricsOf({ reproduction: { ...reproduction, shrunk: { ...shrunk, ...given } } }))
  expect(told({})).toBe(
    'Smallest case of "atLeastOnce: lost": 1 fault and 1 iteration; without any one of them it is gone (14 runs)',
  )
  expect(told({ minimal: false, file: 'stress/a.shrunk.stress.ts' as never })).toBe(
    [
      'Smallest case of "atLeastOnce: lost": 1 fault and 1 iteration; there was no time or run left to show that it takes all of them (14 runs)',
      '  Written to stress/a.shrunk.stress.ts',
    ].join('\n'),
  )
  expect(renderShrunk(metricsOf())).toBe('')
})
