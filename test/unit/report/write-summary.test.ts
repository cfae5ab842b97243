import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeSummary } from '../../../src/report/write-summary.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stress-summary-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test("GitHub's file is added to, with the room that others have left", () => {
  const path = join(folder, 'summary')
  writeFileSync(path, 'others\n')
  writeSummary({ path, append: true }, ({ maxBytes }) => `${maxBytes}\n`)
  expect(readFileSync(path, 'utf8')).toBe('others\n\n999993\n')
  writeFileSync(path, 'x'.repeat(1_100_000))
  expect(() => writeSummary({ path, append: true }, ({ maxBytes }) => (maxBytes < 0 ? '' : 'x'))).toThrow(
    'what others wrote there leaves no room',
  )
})

test("a file of one's own is written anew, with its folders", () => {
  const path = join(folder, 'a', 'b.md')
  for (const text of ['first and longer', 'second']) writeSummary({ path, append: false }, () => text)
  expect(readFileSync(path, 'utf8')).toBe('second')
})
