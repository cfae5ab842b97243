import { describe, expect, test } from 'vitest'
import type { EvaluatedImporters } from '../../../../src/isolation/imports/evaluated-importers.ts'
import { ImportChains, showLocation } from '../../../../src/isolation/imports/import-chains.ts'

const testFile = '/app/stress/a.stress.ts'
const evaluator = '/app/node_modules/vitest/dist/module-evaluator.js'

function evaluated(importers: Record<string, string[]>): EvaluatedImporters {
  return {
    testFile,
    of: (location) => importers[location] ?? [],
    has: (location) => location in importers || location === testFile,
  }
}

describe('the chain of an import', () => {
  test('of source files, by the shortest way', () => {
    const importers = evaluated({
      '/app/real.ts': ['/app/again.ts', '/app/short.ts'],
      '/app/again.ts': ['/app/more.ts'],
      '/app/more.ts': [testFile],
      '/app/short.ts': [testFile],
    })
    expect(new ImportChains().of('/app/real.ts', importers)).toEqual([
      testFile,
      '/app/short.ts',
      '/app/real.ts',
    ])
  })

  test("goes on from Node's loaders to Vitest's", () => {
    const chains = new ImportChains()
    chains.add('file:///app/node_modules/wraps/index.js', `file://${evaluator}`)
    chains.add('file:///app/node_modules/robotjs/index.js', 'file:///app/node_modules/wraps/index.js')
    const importers = evaluated({
      '/app/node_modules/wraps/index.js': ['/app/uses.ts'],
      '/app/uses.ts': [testFile],
    })
    expect(chains.of('/app/node_modules/robotjs/index.js', importers)).toEqual([
      testFile,
      '/app/uses.ts',
      '/app/node_modules/wraps/index.js',
      '/app/node_modules/robotjs/index.js',
    ])
  })

  test('of several that asked, it names the last', () => {
    const chains = new ImportChains()
    chains.add('node:net', '/app/first.cjs')
    chains.add('node:net', '/app/second.cjs')
    expect(chains.of('node:net', evaluated({}))).toEqual(['/app/second.cjs', 'node:net'])
    chains.add('node:net', '/app/first.cjs')
    expect(chains.of('node:net', evaluated({}))).toEqual(['/app/first.cjs', 'node:net'])
    // Asked for on behalf of a source file.
    chains.add('node:net', evaluator)
    expect(chains.of('node:net', evaluated({ 'node:net': [testFile] }))).toEqual([testFile, 'node:net'])
  })

  test('of the module of a workload begins at the test file, though this package imports it', () => {
    const loader = '/app/node_modules/vitest-stress/dist/vitest/load-module.js'
    const importers = evaluated({ '/app/real.ts': ['/app/workload.ts'], '/app/workload.ts': [loader] })
    expect(new ImportChains().of('/app/real.ts', importers)).toEqual([
      testFile,
      '/app/workload.ts',
      '/app/real.ts',
    ])
  })

  test('ends where modules import each other in a circle', () => {
    const importers = evaluated({ '/app/a.ts': ['/app/b.ts'], '/app/b.ts': ['/app/a.ts'] })
    expect(new ImportChains().of('/app/a.ts', importers)).toEqual(['/app/b.ts', '/app/a.ts'])
  })

  test('there is none of a built-in that only the runner needs, and one of anything else', () => {
    const chains = new ImportChains()
    chains.add('node:vm', evaluator)
    chains.add('/app/node_modules/chai/index.js', evaluator)
    chains.add('node:util', '/app/node_modules/chai/index.js')
    expect(chains.of('node:vm', evaluated({}))).toBeNull()
    expect(chains.of('node:util', evaluated({}))).toBeNull()
    expect(chains.of('/app/node_modules/chai/index.js', evaluated({}))).not.toBeNull()
    expect(chains.of('node:vm', evaluated({ 'node:vm': [testFile] }))).toEqual([testFile, 'node:vm'])
    // The first module of a worker thread is imported by nobody.
    expect(chains.of('node:os', evaluated({}))).toEqual(['node:os'])
  })
})

test('a location is shown from the root, where it lies in there', () => {
  expect(['/app/src/a.ts', '/other/a.ts', 'node:net'].map((each) => showLocation(each, '/app'))).toEqual([
    'src/a.ts',
    '/other/a.ts',
    'node:net',
  ])
})
