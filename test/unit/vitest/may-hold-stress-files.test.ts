import { expect, test } from 'vitest'
import type { TestProject } from 'vitest/node'
import { mayHoldStressFiles } from '../../../src/vitest/may-hold-stress-files.ts'

type Search = (include: string[], exclude: string[], folder: string) => Promise<string[]>

const asked: unknown[] = []
const finds =
  (...files: string[]): Search =>
  (include, exclude, folder) => {
    asked.push([include, exclude, folder])
    return Promise.resolve(files)
  }
const holds = (globFiles: Search | undefined, own = {}, ofVitest = {}): Promise<boolean> =>
  mayHoldStressFiles(
    { config: { root: '/root', ...own }, vitest: { config: ofVitest }, globFiles } as unknown as TestProject,
    ['stress/**'],
    ['**/dist/**'],
  )

test('a project is searched as Vitest would search it', async () => {
  expect(await holds(finds('/root/stress/a.stress.ts'))).toBe(true)
  expect(await holds(finds())).toBe(false)
  expect(await holds(finds(), { dir: '/root/packages' })).toBe(false)
  const patterns = [['stress/**'], ['**/dist/**']]
  expect(asked).toEqual([
    [...patterns, '/root'],
    [...patterns, '/root'],
    [...patterns, '/root/packages'],
  ])
})

test.each(['watch', 'standalone', 'ui', 'mergeReports'])('with %s, files may come later', async (option) => {
  expect(await holds(finds(), {}, { [option]: true })).toBe(true)
})

test('in doubt there are some', async () => {
  expect(await holds(undefined)).toBe(true)
  expect(await holds((_include, _exclude, _folder) => Promise.reject(new Error('no access')))).toBe(true)
  expect(await holds((_include) => Promise.resolve([]))).toBe(true)
})
