import { describe, expect, test } from 'vitest'
import { isolationProblems } from '../../../src/config/isolation-problems.ts'
import { resolveIsolation, type IsolationSettings } from '../../../src/config/isolation-schema.ts'
import { readFileIsolation } from '../../../src/config/read-file-isolation.ts'
import { formatProblem } from '../../../src/foundation/problem.ts'
import type { Checked } from '../../../src/foundation/schema.ts'

const nothing = { hosts: [], folders: [], modules: [], commands: [] }
const ofPlugin: IsolationSettings = {
  strength: 'sealed',
  allow: { ...nothing, hosts: ['db'] },
  forbid: { modules: [] },
  enforce: true,
}
const told = (checked: Checked<unknown> | null): string[] =>
  checked === null || checked.ok ? [] : checked.problems.map(formatProblem)

describe('the option', () => {
  test('is a strength, or an object', () => {
    const fenced = { strength: 'fenced', allow: nothing, forbid: { modules: [] }, enforce: true }
    expect(resolveIsolation('fenced', 'isolation')).toEqual({ ok: true, value: fenced })
    expect(resolveIsolation({ strength: 'fenced', allow: { hosts: ['db:5432'] } }, 'isolation')).toEqual({
      ok: true,
      value: { ...fenced, allow: { ...nothing, hosts: ['db:5432'] } },
    })
    expect(resolveIsolation({}, 'isolation')).toMatchObject({ value: { strength: 'sealed' } })
  })

  test('tells all that is wrong with it', () => {
    expect(told(resolveIsolation('seald', 'isolation'))).toEqual([
      'isolation: expected one of "sealed", "fenced", "open", got "seald"; did you mean "sealed"?',
    ])
    expect(told(resolveIsolation(5, 'isolation'))).toEqual([
      'isolation: expected "sealed", "fenced", "open" or an object, got 5',
    ])
    expect(
      told(resolveIsolation({ strength: 'no', allow: { host: [], folders: 'x', hosts: [''] } }, 'isolation')),
    ).toEqual([
      'isolation.strength: expected one of "sealed", "fenced", "open", got "no"',
      'isolation.allow.hosts[0]: expected a host, maybe with a port, got ""',
      'isolation.allow.folders: expected a list, each a folder, got "x"',
      'isolation.allow.host: expected one of hosts, folders, modules, commands, got unknown option "host"; did you mean "hosts"?',
    ])
  })
})

describe('a comment at the top of a file', () => {
  test.each([
    ['// @stress-isolation open'],
    ['/** @stress-isolation open */'],
    ['#!/usr/bin/env node\n\n/*\n * What it is for.\n * @stress-isolation open\n */\n// more\n'],
    ['// @stress-isolation open\r\n'],
  ])('%j', (comment) => {
    expect(readFileIsolation(`${comment}\nimport x from 'y'`, ofPlugin)).toEqual({
      ok: true,
      value: { ...ofPlugin, strength: 'open' },
    })
  })

  test('takes the place of what the plugin says, one thing at a time', () => {
    const source =
      '// @stress-isolation fenced\n// @stress-isolation-allow {"commands":["git"]}\n// @stress-isolation-enforce false\n'
    expect(readFileIsolation(source, ofPlugin)).toEqual({
      ok: true,
      value: {
        strength: 'fenced',
        allow: { ...nothing, commands: ['git'] },
        forbid: { modules: [] },
        enforce: false,
      },
    })
  })

  test.each([
    [
      '// @stress-isolation-forbid {"modules":["ioredis"]}',
      '@stress-isolation-forbid: expected one of @stress-isolation, @stress-isolation-allow, @stress-isolation-enforce, got @stress-isolation-forbid',
    ],
    [
      '// @stress-isolation-enforced false',
      '@stress-isolation-enforced: expected one of @stress-isolation, @stress-isolation-allow, @stress-isolation-enforce, got @stress-isolation-enforced; did you mean "@stress-isolation-enforce"?',
    ],
    ['// @stress-isolation-enforce no', '@stress-isolation-enforce: expected true or false, got no'],
    ['// @stress-isolation-enforce 0', '@stress-isolation.enforce: expected true or false, got 0'],
    [
      '// @stress-isolation',
      '@stress-isolation.strength: expected one of "sealed", "fenced", "open", got ""',
    ],
    [
      '// @stress-isolation: open',
      '@stress-isolation.strength: expected one of "sealed", "fenced", "open", got ": open"; did you mean "open"?',
    ],
    [
      '// @stress-isolation open\n// @stress-isolation sealed',
      '@stress-isolation: expected one of these in a file, got another one, sealed',
    ],
    [
      "import x from 'y'\n// @stress-isolation sealed",
      '@stress-isolation: expected before the first line of code, got it after that',
    ],
    [
      "import x from 'y'\n/*\n * @stress-isolation sealed\n */",
      '@stress-isolation: expected before the first line of code, got it after that',
    ],
  ])('is never without effect: %j', (source, problem) => {
    expect(told(readFileIsolation(source, ofPlugin))).toEqual([problem])
  })

  test('does not ask Node for what the plugin has it leave', () => {
    const source = '// @stress-isolation-enforce true'
    expect(told(readFileIsolation(source, { ...ofPlugin, enforce: false }))).toEqual([
      '@stress-isolation-enforce: expected false, as the plugin says for all files, got true',
    ])
    expect(readFileIsolation(source, ofPlugin)).toEqual({ ok: true, value: ofPlugin })
  })

  test('says nothing where there is none', () => {
    expect(readFileIsolation("const text = '// @stress-isolation open'", ofPlugin)).toBeNull()
    expect(readFileIsolation('// nothing of that kind', ofPlugin)).toBeNull()
  })

  test('tells all that is wrong with it', () => {
    const source = '// @stress-isolation opne\n// @stress-isolation-allow {hosts}\n'
    expect(told(readFileIsolation(source, ofPlugin))).toEqual([
      '@stress-isolation-allow: expected JSON, on one line, got {hosts}',
      '@stress-isolation.strength: expected one of "sealed", "fenced", "open", got "opne"; did you mean "open"?',
    ])
  })
})

describe('a scenario', () => {
  test.each([
    [undefined, 'sealed'],
    ['sealed', 'sealed'],
    ['sealed', 'open'],
    ['fenced', 'open'],
    ['open', null],
  ] as const)('may be %s in a file that is %s', (asked, ofFile) => {
    expect(isolationProblems(asked, ofFile)).toEqual([])
  })

  test.each([
    ['open', 'fenced'],
    ['open', 'sealed'],
    ['fenced', 'sealed'],
  ] as const)('may not be %s in a file that is %s', (asked, ofFile) => {
    expect(isolationProblems(asked, ofFile).map(formatProblem)).toEqual([
      `isolation: expected at least "${ofFile}", as the file has: a scenario may tighten isolation and never loosen it (the plugin may, or @stress-isolation at the top of the file), got "${asked}"`,
    ])
  })

  test('is not sealed where nothing guards it', () => {
    expect(isolationProblems('sealed', null).map(formatProblem)).toEqual([
      'isolation: expected guards, which stress() in the Vitest config puts into each process, got "sealed" without them',
    ])
  })
})
