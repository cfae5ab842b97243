import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { addScript } from '../../../../src/cli/init/add-script.ts'
import { blankCode } from '../../../../src/cli/init/blank-code.ts'
import { configName } from '../../../../src/cli/init/config-text.ts'
import { ignoreLogs } from '../../../../src/cli/init/ignore-logs.ts'
import { importPath } from '../../../../src/cli/init/import-path.ts'
import { isSupported } from '../../../../src/cli/init/missing-packages.ts'
import { packageManagerOf } from '../../../../src/cli/init/package-manager.ts'

const folder = mkdtempSync(join(tmpdir(), 'small-edits-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a script', () => {
  test.each([
    [
      '{\n\t"name": "a",\n\t"scripts": {\n\t\t"dev": "vite"\n\t}\n}\n',
      '{\n\t"name": "a",\n\t"scripts": {\n\t\t"dev": "vite",\n\t\t"stress": "vitest run stress/"\n\t}\n}\n',
    ],
    [
      '{\r\n    "name": "a"\r\n}',
      '{\r\n    "name": "a",\r\n    "scripts": {\r\n        "stress": "vitest run stress/"\r\n    }\r\n}',
    ],
    ['{}\n', '{\n  "scripts": {\n    "stress": "vitest run stress/"\n  }\n}\n'],
  ])('%j', (before, after) => expect(addScript(before)).toBe(after))
})

describe('.gitignore', () => {
  test.each(['logs', 'logs/', '/logs', '/logs/\r', '**/logs', 'a\n  logs/*\nb'])('%j has it', (text) =>
    expect(ignoreLogs(text)).toBe(text),
  )
  test.each([
    ['', 'logs/\n'],
    ['dist', 'dist\nlogs/\n'],
    ['dist\r\n', 'dist\r\nlogs/\r\n'],
    ['# logs\n!logs\ncatalogs\n*.logs\n', '# logs\n!logs\ncatalogs\n*.logs\nlogs/\n'],
  ])('%j has not', (before, after) => expect(ignoreLogs(before)).toBe(after))
})

describe('blanked code', () => {
  test.each([
    [`a('}', "{") // {`, `a(' ', " ")     `],
    ['a /* \n } */ b', 'a    \n      b'],
    ['`a${b(`}`, "}")}c` + d', '`                ` + d'],
    [`a / b / '}'`, `a / b / ' '`],
    ['x = /[/}]\\/{/g; y', 'x = /       /g; y'],
    [`return /}/`, 'return / /'],
    [`'it\\'s }' + a`, `'       ' + a`],
    ['`never ended', '`          d'],
  ])('%j', (text, code) => {
    expect(blankCode(text)).toBe(code)
    expect(blankCode(text)).toHaveLength(text.length)
  })
})

describe('what a stress file imports', () => {
  const path = (module: string, texts: string[] = [], tsconfig = '{}'): string => {
    writeFileSync(join(folder, 'tsconfig.json'), tsconfig)
    return importPath(folder, 'stress', module, texts)
  }
  test.each([
    [
      'src/a.ts',
      [`import { b } from './b.ts'`, `import c from './c'`, `import d from '../d.tsx'`],
      '../src/a.ts',
    ],
    ['src/a.ts', [`export * from './b.js'`], '../src/a.js'],
    ['src/a.tsx', [`import type {\n  B,\n} from './b'`], '../src/a'],
    [
      'src/a.ts',
      [`import './style.css'`, `import data from './b.json'`, `import fs from 'node:fs'`],
      '../src/a',
    ],
    ['stress/a.ts', [`import b from './b'`], './a'],
    ['src/a.mts', [`import b from './b'`], '../src/a.mjs'],
    ['src/a.cjs', [`import b from './b'`], '../src/a.cjs'],
    ['src/a.js', [], '../src/a.js'],
  ])('%s in the style of %j', (module, texts, expected) => expect(path(module, texts)).toBe(expected))

  test.each([
    ['{ "compilerOptions": { "allowImportingTsExtensions": true, "module": "nodenext" } }', '../src/a.ts'],
    ['{ /* of ours */ "compilerOptions": { "module": "NodeNext", } }', '../src/a.js'],
    ['{ "compilerOptions": { "moduleResolution": "bundler" } }', '../src/a'],
  ])('without imports, by %s', (tsconfig, expected) => expect(path('src/a.ts', [], tsconfig)).toBe(expected))
})

describe('what a project is', () => {
  test('its package manager', () => {
    const inner = join(folder, 'packages/inner')
    mkdirSync(inner, { recursive: true })
    expect(packageManagerOf(inner, 'yarn@4.1.0')).toBe('yarn')
    writeFileSync(join(folder, 'pnpm-lock.yaml'), '')
    expect(packageManagerOf(inner, 'something else')).toBe('pnpm')
    writeFileSync(join(inner, 'bun.lock'), '')
    expect(packageManagerOf(inner, undefined)).toBe('bun')
  })

  test.each([
    [true, true, 'vitest.config.ts'],
    [true, false, 'vitest.config.mts'],
    [false, true, 'vitest.config.js'],
    [false, false, 'vitest.config.mjs'],
  ])('TypeScript %s, ES modules %s: %s', (typescript, esm, name) =>
    expect(configName({ typescript, esm })).toBe(name),
  )

  test.each([
    ['4.0.18', false],
    ['4.1.0', true],
    ['5.0.0-beta.1', true],
    ['6.0.0', false],
    ['3.2.4', false],
  ])('Vitest %s is supported: %s', (version, supported) => expect(isSupported(version)).toBe(supported))
})
