import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { filesBelow, makeScratch, npm, packTarball, quiet, root, run, sizeOf } from './support/scratch.ts'

let tarball: string
/** Only the package and what it depends on: no Vitest. */
let alone: string
let files: string[]

beforeAll(async () => {
  tarball = await packTarball()
  alone = makeScratch({ 'package.json': JSON.stringify({ private: true, type: 'module' }) })
  await npm(['install', ...quiet, '--legacy-peer-deps', tarball], alone)
  const installed = join(alone, 'node_modules', 'vitest-stress')
  files = filesBelow(installed).map((path) => relative(installed, path))
})

test('publint has nothing to say', async () => {
  const { exitCode, output } = await run('npx', ['publint', '--strict'], root)
  expect(exitCode, output).toBe(0)
})

test('the tarball has what src/ compiles to, what declares its entries, five files more, and nothing else', () => {
  const others = files.filter((path) => !/^dist\/.*\.(js|d\.ts)$/.test(path)).sort()
  expect(others).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'metrics.schema.json', 'package.json'])
  const source = filesBelow(join(root, 'src'))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => relative(join(root, 'src'), path).slice(0, -'.ts'.length))
    .sort()
  const compiled = (extension: string): string[] =>
    files
      .filter((path) => path.startsWith('dist/') && path.endsWith(extension))
      .map((path) => path.slice('dist/'.length, -extension.length))
      .sort()
  expect(compiled('.js')).toEqual(source)
  // Of the declarations only those that an entry leads to.
  const declared = compiled('.d.ts')
  expect(source).toEqual(expect.arrayContaining(declared))
  expect(declared.length).toBeLessThan(source.length / 2)
})

test('what a declaration imports is there', () => {
  const dist = join(alone, 'node_modules', 'vitest-stress', 'dist')
  const missing = filesBelow(dist)
    .filter((path) => path.endsWith('.d.ts'))
    .flatMap((path) => {
      const code = readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
      const imports = [...code.matchAll(/\b(?:from|import) ?\(?["'](\.[^"']+)["']/g)].map(([, to]) => to!)
      return imports.map((to) => join(dirname(path), to.replace(/\.[jt]s$/, '.d.ts')))
    })
    .filter((path) => !existsSync(path))
  expect(missing).toEqual([])
})

test('every entry of the manifest is there', () => {
  const { exports, license, peerDependencies, peerDependenciesMeta, dependencies } = readManifest()
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
  for (const target of targets) expect(files).toContain(target.replace('./', ''))
  expect(license).toBe('MIT')
  expect(Object.keys(peerDependencies)).toEqual(['undici', 'vitest'])
  expect(peerDependenciesMeta).toEqual({ undici: { optional: true } })
  expect(Object.keys(dependencies)).not.toContain('@vitest/runner')
})

test('vitest-stress/queue does not need Vitest', async () => {
  expect(existsSync(join(alone, 'node_modules', 'vitest'))).toBe(false)
  const script = `
import { MessageQueueProcessor, MockMessagingCore } from 'vitest-stress/queue'
const core = new MockMessagingCore()
const processor = new MessageQueueProcessor({ core })
await processor.send({ id: '1', producer: 'p', sequence: 1, sender: 'p', recipient: 'Agent-1', type: 'T', priority: 0, key: 'k', content: '' })
await processor.close()
console.log('sent', core.total)`
  const { exitCode, output } = await run(process.execPath, ['--input-type=module', '--eval', script], alone)
  expect({ exitCode, output: output.trim() }).toEqual({ exitCode: 0, output: 'sent 1' })
  const other = await run(
    process.execPath,
    ['--input-type=module', '--eval', `import 'vitest-stress'`],
    alone,
  )
  expect(other.output).toContain(`Cannot find package 'vitest'`)
})

test('vitest-stress/http needs neither Vitest nor, for http:, undici', async () => {
  expect(existsSync(join(alone, 'node_modules', 'undici'))).toBe(false)
  const script = `
import { createServer } from 'node:http'
import { httpClient } from 'vitest-stress/http'
const server = createServer((request, response) => response.end(request.url))
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const client = httpClient({ baseUrl: 'http://127.0.0.1:' + server.address().port })
console.log((await client.get('/path')).text())
await client.close()
server.close()
try { httpClient({ baseUrl: 'https://127.0.0.1' }) } catch (error) { console.log(error.message) }`
  const { exitCode, output } = await run(process.execPath, ['--input-type=module', '--eval', script], alone)
  expect({ exitCode, lines: output.trim().split('\n') }).toEqual({
    exitCode: 0,
    lines: ['/path', 'httpClient: 1 problem', expect.stringContaining('npm install --save-dev undici@7')],
  })
})

test('it is small', () => {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`
  const packages = filesBelow(join(alone, 'node_modules')).filter((path) =>
    /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path),
  )
  const size = { tarball: statSync(tarball).size, installed: sizeOf(join(alone, 'node_modules')) }
  console.log(
    `tarball ${megabytes(size.tarball)}, ${files.length} files; installed with its dependencies ${megabytes(size.installed)}, ${packages.length} packages`,
  )
  expect(size.tarball).toBeLessThan(750_000)
  expect(size.installed).toBeLessThan(20_000_000)
})

interface Manifest {
  exports: Record<string, string | Record<string, string>>
  license: string
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
  peerDependenciesMeta: Record<string, { optional: boolean }>
}

function readManifest(): Manifest {
  return JSON.parse(
    readFileSync(join(alone, 'node_modules', 'vitest-stress', 'package.json'), 'utf8'),
  ) as Manifest
}
