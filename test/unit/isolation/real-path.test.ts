import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { realPath } from '../../../src/isolation/real-path.ts'

let folder: string
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'real-path-')))
  mkdirSync(join(folder, 'there'))
  symlinkSync('there', join(folder, 'link'))
  symlinkSync('there/new', join(folder, 'to-nothing'))
  symlinkSync('to-nothing', join(folder, 'to-a-link'))
  symlinkSync('itself', join(folder, 'itself'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['what is there', 'there', 'there'],
  ['what is not', 'new/newer', 'new/newer'],
  ['below a link', 'link/new', 'there/new'],
  ['a link to what is not there', 'to-nothing', 'there/new'],
  ['below a link to what is not there', 'to-nothing/newer', 'there/new/newer'],
  ['a link to such a link', 'to-a-link', 'there/new'],
  ['a link to itself, which leads nowhere', 'itself', 'itself'],
])('%s', (_, path, real) => {
  expect(realPath(join(folder, path))).toBe(join(folder, real))
})
