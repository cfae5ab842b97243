import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ci-sum-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, code: number, report?: object): void => {
  writeFileSync(join(folder, `${name}.code`), `${code}\n`)
  if (report !== undefined) writeFileSync(join(folder, `${name}.json`), JSON.stringify(report))
}

const sum = (): { status: number | null; lines: string[] } => {
  const { status, stdout } = spawnSync(process.execPath, ['.ci/sum.mjs', folder], { encoding: 'utf8' })
  return { status, lines: stdout.trimEnd().split('\n') }
}

const report = (
  counts: Partial<Record<'Passed' | 'Failed' | 'Pending', number>>,
  testResults: object[] = [],
) => ({
  numTotalTests: 3,
  numPassedTests: counts.Passed ?? 0,
  numFailedTests: counts.Failed ?? 0,
  numPendingTests: counts.Pending ?? 0,
  numTodoTests: 0,
  numFailedTestSuites: testResults.length,
  testResults,
})

test('suites are added up, and one command is one check', () => {
  write('test', 0, report({ Passed: 2, Pending: 1 }))
  write('check', 0)
  write('other-node', 3)
  expect(sum()).toEqual({
    status: 0,
    lines: [
      'check: 1 passed, 0 failed, 0 skipped (exit 0)',
      'other-node: 0 passed, 0 failed, 1 skipped (exit 3)',
      'test: 2 passed, 0 failed, 1 skipped (exit 0)',
      '3 passed, 0 failed, 2 skipped',
    ],
  })
})

test('what failed stands before the last line, with how its error begins', () => {
  write(
    'test',
    1,
    report({ Passed: 2, Failed: 1 }, [
      {
        name: join(process.cwd(), 'test/orders.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'arrives', failureMessages: [] },
          {
            status: 'failed',
            fullName: 'in order',
            failureMessages: ['Error: \u001b[31mm2\u001b[39m\n    at x'],
          },
        ],
      },
      {
        name: join(process.cwd(), 'test/gone.test.ts'),
        status: 'failed',
        message: 'no module',
        assertionResults: [],
      },
    ]),
  )
  const { status, lines } = sum()
  expect(status).toBe(1)
  expect(lines.slice(1)).toEqual([
    '',
    'Failed:',
    'test: test/orders.test.ts > in order',
    '    Error: m2',
    '        at x',
    'test: test/gone.test.ts',
    '    no module',
    '',
    '2 passed, 1 failed',
  ])
})

test('a command that failed without a failed test counts, and is named', () => {
  write('test', 1, report({ Passed: 3 }))
  write('check', 2)
  const { status, lines } = sum()
  expect(status).toBe(1)
  expect(lines).toContain('test: its command failed (exit 1)')
  expect(lines).toContain('check: its command failed (exit 2)')
  expect(lines.at(-1)).toBe('3 passed, 2 failed')
})
