import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { placeFile } from '../../../src/vitest/place-file.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'place-file-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const written = (text: string): string => {
  const from = join(folder, 'written')
  writeFileSync(from, text)
  return from
}

test('a file is moved, its folders made, and what was there is replaced', () => {
  const to = join(folder, 'a/b/file')
  for (const text of ['first', 'second']) {
    expect(placeFile({ type: 'place', from: written(text), to, isNew: false })).toEqual({ problem: null })
    expect(readFileSync(to, 'utf8')).toBe(text)
  }
  expect([readdirSync(folder), readdirSync(join(folder, 'a/b'))]).toEqual([['a'], ['file']])
})

test('one that must be new replaces nothing', () => {
  const to = join(folder, 'file')
  expect(placeFile({ type: 'place', from: written('mine'), to, isNew: true })).toEqual({ problem: null })
  expect(placeFile({ type: 'place', from: written('other'), to, isNew: true })).toMatchObject({
    problem: { code: 'EEXIST' },
  })
  expect([readFileSync(to, 'utf8'), readdirSync(folder)]).toEqual(['mine', ['file']])
})

test('a file is removed, and one that is not there is no trouble', () => {
  const to = written('')
  for (let times = 0; times < 2; times++)
    expect(placeFile({ type: 'place', from: null, to, isNew: false })).toEqual({ problem: null })
  expect(existsSync(to)).toBe(false)
})

test('what cannot be done is told', () => {
  const to = join(written(''), 'below')
  const from = join(folder, 'gone')
  expect(placeFile({ type: 'place', from, to: join(folder, 'to'), isNew: false })).toMatchObject({
    problem: { message: expect.stringContaining('gone') as string, code: 'ENOENT' },
  })
  expect(placeFile({ type: 'place', from, to, isNew: false })).not.toEqual({ problem: null })
})
