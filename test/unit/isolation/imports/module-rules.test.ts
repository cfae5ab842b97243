import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { guiPackages } from '../../../../src/isolation/imports/gui-packages.ts'
import { locationOf } from '../../../../src/isolation/imports/location-of.ts'
import { moduleRules } from '../../../../src/isolation/imports/module-rules.ts'

const root = mkdtempSync(join(tmpdir(), 'rules-')).replaceAll('\\', '/')
afterAll(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  return `${root}/${path}`
}

describe('where a module lies', () => {
  test.for([
    ['file:///a/b.ts?x=1#y', '/a/b.ts'],
    ['/a/b.ts?raw', '/a/b.ts'],
    ['/@fs/a/b.ts', '/a/b.ts'],
    ['mock:/a/b.ts', '/a/b.ts'],
    ['file:///a/with%20space.ts', '/a/with space.ts'],
    ['net', 'node:net'],
    ['node:net', 'node:net'],
    ['fs/promises', 'node:fs/promises'],
    ['node:fs/promises', 'node:fs/promises'],
    ['\0virtual:x', '\0virtual:x'],
  ])('%s', ([id, location]) => expect(locationOf(id!)).toBe(location))
})

describe('rules', () => {
  test.for([
    ['/app/src/real.ts', '/app/src/real.ts', true],
    ['/app/src/real.ts', '/app/src/real.tsx', false],
    ['/app/src/real.ts', '/app/src/realxts', false],
    ['/app/src/*.ts', '/app/src/a/b.ts', false],
    ['/app/src/**', '/app/src/a/b.ts', true],
    ['/app/src/', '/app/src/a/b.ts', true],
    ['/app/src/**/*.{ts,js}', '/app/src/b.js', true],
    ['/app/src/**/*.{ts,js}', '/app/src/a/b.mjs', false],
    ['/app/src/(a)+.ts', '/app/src/(a)+.ts', true],
    ['net', 'node:net', true],
    ['node:fs', 'node:fs/promises', false],
    ['node:fs*/**', 'node:fs/promises', true],
    ['robotjs', '/app/node_modules/robotjs/lib/a.js', true],
    ['robotjs', '/app/node_modules/robotjs-not/lib/a.js', false],
    ['@nut-tree/*', '/app/node_modules/.pnpm/x/node_modules/@nut-tree/nut-js/index.js', true],
    ['robotjs', '/app/node_modules/robotjs/node_modules/other/index.js', false],
    ['robotjs', '/app/src/robotjs/index.js', false],
  ] as const)('%s means %s: %s', ([pattern, location, isMeant]) => {
    expect(moduleRules(['nothing', pattern])(location)).toBe(isMeant ? pattern : null)
  })

  test('a package is known by the name it gives itself, wherever it lies', () => {
    put('package.json', '{"name": "app"}')
    put('vendor/robot/package.json', '{"name": "robotjs"}')
    put('vendor/robot/dist/package.json', '{"type": "commonjs"}')
    const copy = put('vendor/robot/dist/index.js', '')
    put('node_modules/pointer/package.json', '{"name": "robotjs"}')
    const renamed = put('node_modules/pointer/index.js', '')
    const nameless = put('node_modules/loose/index.js', '')
    const rules = moduleRules(['robotjs', 'app'])
    expect([copy, renamed, nameless, `${root}/src/a.ts`].map(rules)).toEqual([
      'robotjs',
      'robotjs',
      null,
      'app',
    ])
  })

  test('packages that automate a desktop are known, with what forks them', () => {
    const rules = moduleRules(guiPackages)
    const hit = (name: string): boolean => rules(`/x/node_modules/${name}/index.js`) !== null
    expect(['robotjs', '@jitsi/robotjs', '@nut-tree/nut-js', '@nut-tree-fork/libnut-linux'].every(hit)).toBe(
      true,
    )
    expect(['robots-parser', 'nut-js-like', 'pg', 'undici'].some(hit)).toBe(false)
  })
})
