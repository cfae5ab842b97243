import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linksOutside } from '../../../src/isolation/validation/links-outside.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'links-'))
  const root = join(folder, 'root')
  for (const each of ['root/src', 'root/node_modules', 'root-beside'])
    mkdirSync(join(folder, each), { recursive: true })
  writeFileSync(join(folder, 'file'), '')
  symlinkSync(tmpdir(), join(root, 'to-temp'))
  symlinkSync('../../root-beside', join(root, 'src/beside'))
  symlinkSync('..', join(root, 'above'))
  // Those stay in it, are no folders, or are packages.
  symlinkSync('.', join(root, 'itself'))
  symlinkSync('src', join(root, 'to-src'))
  symlinkSync('../file', join(root, 'to-file'))
  symlinkSync('nothing', join(root, 'to-nothing'))
  symlinkSync('../../root-beside', join(root, 'node_modules/package'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('links to folders outside of a project are found, however deep', () => {
  expect(linksOutside(join(folder, 'root')).sort()).toEqual(['above', 'src/beside', 'to-temp'])
})
