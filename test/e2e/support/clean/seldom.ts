import type { CleanFile } from './clean-file.ts'

/** What is done seldom, or looks as if it led outside. */
export const seldom: CleanFile = {
  strength: 'sealed',
  head: `
import async_hooks from 'node:async_hooks'
import diagnostics from 'node:diagnostics_channel'
import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import Module, { createRequire } from 'node:module'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import readline from 'node:readline'
import { Duplex, Readable } from 'node:stream'
import v8 from 'node:v8'
import * as undici from 'undici'
import { vi } from 'vitest'
const load = { executor: 'shared-iterations', iterations: 3, concurrency: 1 } as const
const require = createRequire(import.meta.url)
const folder = () => fs.mkdtempSync(join(tmpdir(), 'seldom-'))
const mocked = () => { const agent = new undici.MockAgent(); agent.disableNetConnect(); agent.get('http://orders.example.com').intercept({ path: '/' }).reply(200, 'yes').persist(); return agent }
const expectYes = async (answer) => { if ((await answer.text()) !== 'yes') throw new Error('no') }
const answering = () => new Duplex({ read() {}, write(_, __, done) { this.push('HTTP/1.1 200 OK\\r\\ncontent-length: 3\\r\\nconnection: close\\r\\n\\r\\nyes'); this.push(null); done() } })`,
  scenarios: {
    'fetch of what is no address':
      "{ load }, async () => { await (await fetch('data:text/plain,yes')).text(); await fetch(URL.createObjectURL(new Blob(['x']))) }",
    'a mock of undici':
      "{ load, target: mocked }, async ({ target }) => { const { body } = await undici.request('http://orders.example.com/', { dispatcher: target }); await body.text() }",
    'fetch over a mock of undici':
      "{ load, target: mocked }, async ({ target }) => expectYes(await fetch('http://orders.example.com/', { dispatcher: target } as never))",
    'fetch over a mock for all':
      "{ load, target: () => { const before = undici.getGlobalDispatcher(); undici.setGlobalDispatcher(mocked()); return { close: () => undici.setGlobalDispatcher(before) } } }, async () => expectYes(await fetch('http://orders.example.com/'))",
    'fetch that is replaced':
      "{ load }, async () => { vi.stubGlobal('fetch', async () => new Response('yes')); await expectYes(await fetch('http://orders.example.com/')); vi.unstubAllGlobals() }",
    'http over a stream in memory':
      "{ load }, () => new Promise((resolve, reject) => http.get('http://orders.example.com/', { createConnection: answering }, (answer) => answer.resume().on('end', resolve)).on('error', reject))",
    'what is made and not used':
      "{ load }, () => { net.createServer(); http.createServer(); new net.Socket().destroy(); new http.Agent({ keepAlive: true }).destroy(); net.isIP('::1') }",
    'a package that is loaded late': "{ load }, async () => { await import('undici'); require('undici') }",
    'all that is global':
      '{ load }, () => { for (const name of Object.getOwnPropertyNames(globalThis)) try { void globalThis[name] } catch {} }',
    'what the process has':
      '{ load }, () => { for (const name of Object.getOwnPropertyNames(process)) try { void process[name] } catch {} }',
    'standard streams':
      "{ load }, () => { void process.stdin.isTTY; process.stderr.write(''); console.error(''); void process.stdout.columns }",
    'a database in memory':
      "{ load }, () => { const sqlite = process.getBuiltinModule?.('node:sqlite'); if (!sqlite) return; const own = folder(); for (const path of [':memory:', join(own, 'a')]) { const db = new sqlite.DatabaseSync(path); db.exec('create table a (b)'); db.close() } new sqlite.DatabaseSync(join(own, 'a'), { readOnly: true }).close(); fs.rmSync(own, { recursive: true }) }",
    WebAssembly:
      '{ load }, async () => { await WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) }',
    'a report that is not written':
      '{ load }, () => { process.report.getReport(); void process.report.directory; process.report.directory = process.report.directory; v8.getHeapStatistics() }',
    'a cache of modules':
      '{ load: { ...load, iterations: 1 } }, () => { Module.enableCompileCache?.(); Module.findSourceMap(import.meta.filename ?? "") }',
    'a hook of async context': '{ load }, () => { async_hooks.createHook({ init() {} }).enable().disable() }',
    diagnostics:
      "{ load }, () => { const listener = () => {}; diagnostics.subscribe('http.client.request.start', listener); diagnostics.unsubscribe('http.client.request.start', listener) }",
    'the delay of the event loop':
      '{ load }, () => { const seen = monitorEventLoopDelay(); seen.enable(); seen.disable() }',
    'lines of a stream':
      "{ load }, async () => { for await (const _ of readline.createInterface({ input: Readable.from(['a\\nb\\n']) })); }",
    'a channel for all': "{ load }, () => { new BroadcastChannel('x').close() }",
    'a warning':
      "{ load: { ...load, iterations: 1 } }, async () => { const warned = once(process, 'warning'); process.emitWarning('careful'); await warned }",
    'a code to exit with': '{ load }, () => { process.exitCode = process.exitCode }',
    'files that are looked at':
      "{ load }, async () => { fs.accessSync('package.json', fs.constants.W_OK); const handle = await fs.promises.open('package.json'); await handle.stat(); await handle.readFile(); await handle.sync(); await handle.close(); const fd = fs.openSync('package.json'); fs.fsyncSync(fd); fs.fstatSync(fd); fs.closeSync(fd); for await (const _ of fs.createReadStream('package.json', { start: 1, flags: 'r' })); await fs.openAsBlob?.('package.json') }",
    'copies into the temporary folder':
      "{ load }, async () => { const own = folder(); fs.cpSync('src', join(own, 'src'), { recursive: true }); await fs.promises.cp('data', join(own, 'data'), { recursive: true }); fs.utimesSync(join(own, 'src'), 1, 1); fs.linkSync(join(own, 'src/sum.ts'), join(own, 'b')); fs.rmSync(own, { recursive: true }) }",
    'a stream of a descriptor':
      "{ load }, async () => { const own = folder(); const stream = fs.createWriteStream('', { fd: fs.openSync(join(own, 'a'), 'w') }); stream.end('x'); await once(stream, 'close'); fs.rmSync(own, { recursive: true }) }",
  },
}
