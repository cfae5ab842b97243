import type { CleanFile } from './clean-file.ts'

/** What programs do with Node that is nobody else’s business. */
export const node: CleanFile = {
  strength: 'sealed',
  head: `
import { AsyncLocalStorage } from 'node:async_hooks'
import { Buffer } from 'node:buffer'
import crypto, { randomUUID } from 'node:crypto'
import dns from 'node:dns'
import events, { EventEmitter, on, once } from 'node:events'
import fs, { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { appendFile, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os, { tmpdir } from 'node:os'
import path, { join } from 'node:path'
import { performance, PerformanceObserver } from 'node:perf_hooks'
import { PassThrough, Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as turn, setInterval as every, setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import util, { promisify } from 'node:util'
import v8 from 'node:v8'
import vm from 'node:vm'
import { MessageChannel } from 'node:worker_threads'
import zlib from 'node:zlib'
import { agentMessages } from 'vitest-stress/queue'
const load = { executor: 'shared-iterations', iterations: 4, concurrency: 2 } as const
const require = createRequire(import.meta.url)
const folder = () => fs.mkdtempSync(join(tmpdir(), 'clean-'))
const bus = new EventEmitter()`,
  scenarios: {
    'timers that are cleared':
      '{ load }, () => { clearTimeout(setTimeout(() => {}, 60_000)); clearInterval(setInterval(() => {}, 1_000)); clearImmediate(setImmediate(() => {})) }',
    'timers that are over': '{ load }, () => new Promise((resolve) => setTimeout(resolve, 3))',
    'timers that nobody waits for': '{ load }, () => { setTimeout(() => {}, 60_000).unref() }',
    'promises of timers': '{ load }, async () => { await sleep(2); await turn() }',
    'an interval that is left':
      '{ load }, async () => { let n = 0; for await (const _ of every(1)) if (++n === 3) break }',
    'AbortSignal.timeout':
      '{ load }, async () => { const signal = AbortSignal.timeout(60_000); if (signal.aborted) throw signal.reason; AbortSignal.any([signal, new AbortController().signal]) }',
    'AbortSignal.timeout, over':
      "{ load }, async () => { await sleep(50, null, { signal: AbortSignal.timeout(2) }).catch((error) => { if (error.name !== 'AbortError') throw error }) }",
    'an emitter': "{ load }, () => { const own = new EventEmitter(); own.on('x', () => {}); own.emit('x') }",
    'a shared emitter':
      "{ load, leaks: { emitters: [bus] } }, async () => { const got = once(bus, 'x'); bus.emit('x', 1); await got; const listener = () => {}; bus.on('y', listener).off('y', listener) }",
    'an event target':
      "{ load }, () => { const target = new EventTarget(); target.addEventListener('x', () => {}, { once: true }); target.dispatchEvent(new Event('x')) }",
    'streams in memory':
      "{ load }, async () => { await pipeline(Readable.from(['a', 'b']), new Transform({ transform: (chunk, _, done) => done(null, chunk) }), new PassThrough(), async (source) => { for await (const _ of source); }) }",
    'web streams':
      '{ load }, async () => { const { readable, writable } = new TransformStream(); const writer = writable.getWriter(); void writer.write("x").then(() => writer.close()); for await (const _ of readable); }',
    'a file that is read':
      "{ load }, async () => { readFileSync('package.json'); await readFile(new URL('../package.json', import.meta.url)); for await (const _ of createReadStream('package.json')); fs.statSync('/'); fs.existsSync('/nowhere'); fs.readdirSync('/') }",
    'files of the temporary folder':
      "{ load }, async () => { const own = await mkdtemp(join(tmpdir(), 'clean-')); await writeFile(join(own, 'a'), 'x'); await appendFile(join(own, 'a'), 'y'); fs.renameSync(join(own, 'a'), join(own, 'b')); fs.copyFileSync(join(own, 'b'), join(own, 'c')); fs.symlinkSync('b', join(own, 'd')); fs.chmodSync(join(own, 'd'), 0o600); await rm(own, { recursive: true }) }",
    'a stream into a file':
      "{ load }, async () => { const own = folder(); await pipeline(Readable.from(['a']), createWriteStream(join(own, 'a'))); fs.rmSync(own, { recursive: true }) }",
    'a handle':
      "{ load }, async () => { const own = folder(); const handle = await open(join(own, 'a'), 'w+'); await handle.write('x'); await handle.truncate(0); await handle.close(); const fd = fs.openSync(join(own, 'a'), 'r+'); fs.fchmodSync(fd, 0o600); fs.writeSync(fd, 'x'); fs.fsyncSync(fd); fs.closeSync(fd); fs.rmSync(own, { recursive: true }) }",
    'files of the output folder':
      "{ load }, async ({ iteration }) => { fs.mkdirSync('logs', { recursive: true }); const own = 'logs/own-' + iteration.index; await writeFile(own, ''); fs.unlinkSync(own) }",
    'a watcher that is closed':
      '{ load }, () => { const own = folder(); fs.watch(own).close(); fs.rmSync(own, { recursive: true }) }',
    'what is read of the process':
      '{ load }, () => { void process.env.HOME; Object.keys(process.env); ({ ...process.env }); process.cwd(); process.umask(); process.kill(process.pid, 0); os.cpus(); os.getPriority(); process.memoryUsage(); process.report?.getReport?.name; process.env.HOME = process.env.HOME }',
    'a listener that is taken off':
      "{ load }, () => { const listener = () => {}; process.on('SIGUSR2', listener).off('SIGUSR2', listener); process.once('exit', listener).off('exit', listener) }",
    'a module at any time':
      "{ load }, async ({ iteration }) => { await import('../src/later.ts'); await import('../src/' + 'sum.ts'); await import('node:' + 'readline') }",
    'a package of CommonJS':
      "{ load }, () => { if (require('old-shop')('x') !== 'x!') throw new Error('no package'); process.getBuiltinModule?.('node:fs') }",
    'a package that is imported':
      "{ load }, async () => { const { default: shop } = await import('old-shop'); if (shop('y') !== 'y!') throw new Error('no package') }",
    'cryptography, compression':
      "{ load }, async () => { randomUUID(); crypto.createHash('sha256').update('x').digest(); await promisify(crypto.scrypt)('a', 'b', 16, { N: 2 }); await crypto.subtle.digest('SHA-256', new Uint8Array(8)); zlib.gunzipSync(zlib.gzipSync('x')); await promisify(zlib.brotliCompress)('x') }",
    'what is caught':
      "{ load }, async () => { await Promise.reject(new Error('x')).catch(() => {}); await Promise.allSettled([Promise.reject(new Error('y'))]); try { JSON.parse('{') } catch {} }",
    'async context': '{ load }, async () => { await new AsyncLocalStorage().run(1, () => sleep(1)) }',
    'a channel that is closed':
      '{ load }, async () => { const { port1, port2 } = new MessageChannel(); const got = once(port2, "message"); port1.postMessage(1); await got; port1.close() }',
    'a value of another realm':
      "{ load }, () => { vm.runInNewContext('1 + 1'); structuredClone({ a: new Map() }); v8.deserialize(v8.serialize({})); v8.getHeapStatistics() }",
    'marks of performance':
      "{ load }, () => { performance.mark('a'); performance.measure('b', 'a'); performance.clearMarks(); performance.clearMeasures(); const seen = new PerformanceObserver(() => {}); seen.observe({ entryTypes: ['measure'] }); seen.disconnect() }",
    'an address that needs no lookup':
      "{ load }, async () => { await dns.promises.lookup('127.0.0.1'); dns.getServers() }",
    'a device':
      "{ load }, () => { const fd = fs.openSync('/dev/null', 'w'); fs.writeSync(fd, 'x'); fs.closeSync(fd) }",
  },
}
