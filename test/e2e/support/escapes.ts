/** Something that a sealed run must not do, and how it is told. */
export interface Escape {
  name: string
  surface: string
  what: string
  /** Where to; a dot at its beginning stands for the project's folder. */
  to: string
  code: string
  /** The call is made in a package: the place that is checked is the first in the project. */
  byPackage?: true
  /** Node has it from this version on: major and minor. */
  since?: readonly [number, number]
}

interface EscapeTable {
  imports: string
  escapes: Escape[]
}

const of =
  (surface: string) =>
  (name: string, what: string, to: string, code: string, byPackage = false): Escape => ({
    name,
    surface,
    what,
    to,
    code,
    ...(byPackage ? { byPackage } : {}),
  })

/** Of a newer Node than the oldest. */
const since = (major: number, minor: number, escape: Escape): Escape => ({ ...escape, since: [major, minor] })

const network = of('network')
const files = of('files')
const children = of('child-processes')
const state = of('process-state')
const exits = of('exits')

const networkEscapes: EscapeTable = {
  imports: `
import dgram from 'node:dgram'
import dns, { promises as names } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import http2 from 'node:http2'
import net, { connect } from 'node:net'
import tls from 'node:tls'
import * as undici from 'undici'`,
  escapes: [
    network('net', 'net.connect', '127.0.0.1:9', "connect(9, '127.0.0.1')"),
    network(
      'a socket',
      'net.connect',
      'example.com:9',
      "new net.Socket().connect({ port: 9, host: 'example.com' })",
    ),
    network('a Unix socket', 'net.connect', '/var/run/docker.sock', "net.connect('/var/run/docker.sock')"),
    network('tls', 'net.connect', '127.0.0.1:9', "tls.connect({ port: 9, host: '127.0.0.1' })"),
    network('udp', 'dgram.send', '127.0.0.1:9', "dgram.createSocket('udp4').send('x', 9, '127.0.0.1')"),
    network('udp, bound', 'dgram.bind', '*:9999', "dgram.createSocket('udp4').bind(9999)"),
    network('a name', 'dns.lookup', 'example.com', "dns.lookup('example.com', () => {})"),
    network('a name, promised', 'dns.resolve4', 'example.com', "names.resolve4('example.com')"),
    network(
      'a resolver',
      'dns.resolveTxt',
      'example.com',
      "new dns.Resolver().resolveTxt('example.com', () => {})",
    ),
    network('http', 'net.connect', '127.0.0.1:9', "http.get('http://127.0.0.1:9/')"),
    network('https', 'net.connect', '127.0.0.1:9', "https.get('https://127.0.0.1:9/')"),
    network('http2', 'net.connect', '127.0.0.1:9', "http2.connect('http://127.0.0.1:9/')"),
    network('fetch', 'fetch', '127.0.0.1:1999', "fetch('http://127.0.0.1:1999/')"),
    network('undici', 'net.connect', '127.0.0.1:1999', "undici.request('http://127.0.0.1:1999/')", true),
    network(
      'fetch by a dispatcher of its own',
      'net.connect',
      '127.0.0.1:1998',
      "fetch('http://127.0.0.1:1998/', { dispatcher: new undici.Agent() } as never)",
      true,
    ),
    since(
      22,
      0,
      network('WebSocket', 'WebSocket', '127.0.0.1:1997', "new WebSocket('ws://127.0.0.1:1997/')"),
    ),
    network('a server', 'net.listen', '*:0', 'net.createServer().listen(0)'),
    network(
      'the inspector',
      'inspector.open',
      '*:9333',
      "process.getBuiltinModule('node:inspector').open(9333)",
    ),
  ],
}

const fileEscapes: EscapeTable = {
  imports: `
import fs, { writeFileSync } from 'node:fs'
import { appendFile, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os, { tmpdir } from 'node:os'
import v8 from 'node:v8'`,
  escapes: [
    files('a named import', 'fs.writeFileSync', './out.txt', "writeFileSync('out.txt', '')"),
    files('a callback', 'fs.writeFile', './out.txt', "fs.writeFile('out.txt', '', () => {})"),
    files('a promise', 'fs.promises.appendFile', './out.txt', "appendFile('out.txt', '')"),
    files('a folder', 'fs.promises.mkdir', './inbox', "mkdir(new URL('../inbox', import.meta.url))"),
    files('a stream', 'fs.createWriteStream', './out.txt', "fs.createWriteStream('out.txt')"),
    files('a stream, made', 'fs.WriteStream', './out.txt', "Reflect.construct(fs.WriteStream, ['out.txt'])"),
    files('an open file', 'fs.openSync', './out.txt', "fs.openSync('out.txt', 'a')"),
    files('a handle', 'fs.promises.open', './out.txt', "fs.promises.open('out.txt', fs.constants.O_CREAT)"),
    files('moved out', 'fs.renameSync', './inbox', "fs.renameSync(tmpdir() + '/a', 'inbox')"),
    files(
      'out of the folder',
      'fs.unlinkSync',
      './package.json',
      "fs.unlinkSync(tmpdir() + '/../package.json')",
    ),
    files('through a link', 'fs.rmSync', './outside/data.txt', "fs.rmSync(tmpdir() + '/link/data.txt')"),
    files(
      'through a link to nothing',
      'fs.writeFileSync',
      './new.txt',
      "fs.writeFileSync(tmpdir() + '/to-new', '')",
    ),
    files(
      'another name for a file',
      'fs.linkSync',
      './package.json',
      "fs.linkSync('package.json', tmpdir() + '/package.json')",
    ),
    files('a copy', 'fs.cpSync', './copy.json', "fs.cpSync('package.json', 'copy.json')"),
    files(
      'required',
      'fs.writeFileSync',
      './out.txt',
      "createRequire(import.meta.url)('fs').writeFileSync(Buffer.from('out.txt'), '')",
    ),
    files('a snapshot', 'v8.writeHeapSnapshot', './heap', "v8.writeHeapSnapshot('heap')"),
    files('a snapshot, later', 'v8.setHeapSnapshotNearHeapLimit', '.', 'v8.setHeapSnapshotNearHeapLimit(1)'),
    files(
      'a stream that is to be read',
      'fs.createReadStream',
      './out.txt',
      "fs.createReadStream('out.txt', { flags: 'w+' })",
    ),
    files(
      'by a descriptor',
      'fs.fchmodSync',
      './package.json',
      "fs.fchmodSync(fs.openSync('package.json'), 0o600)",
    ),
    files(
      'by a descriptor, with a callback',
      'fs.futimes',
      './package.json',
      "fs.futimes(fs.openSync('package.json'), 1, 1, () => {})",
    ),
    files(
      'by a handle',
      'FileHandle.utimes',
      './package.json',
      "fs.promises.open('package.json').then((handle) => handle.utimes(1, 1).finally(() => handle.close()))",
    ),
    files(
      'a report',
      'process.report.writeReport',
      './report.json',
      "process.report.writeReport('report.json')",
    ),
    files('a folder of reports', 'process.report.directory', './inbox', "process.report.directory = 'inbox'"),
    files('a name of reports', 'process.report.filename', './x.json', "process.report.filename = 'x.json'"),
    files(
      'a report on a signal',
      'process.report.reportOnSignal',
      '.',
      'process.report.reportOnSignal = true',
    ),
    since(
      22,
      13,
      files(
        'a database',
        'sqlite.DatabaseSync',
        './orders.db',
        "new (process.getBuiltinModule('node:sqlite').DatabaseSync)('orders.db')",
      ),
    ),
    since(
      22,
      13,
      files(
        'a database by a URI, which is no URL',
        'sqlite.DatabaseSync',
        './inbox/orders.db',
        "new (process.getBuiltinModule('node:sqlite').DatabaseSync)('file:inbox/orders.db')",
      ),
    ),
    files(
      'folders of WebAssembly',
      'wasi.WASI',
      './inbox',
      "new (createRequire(import.meta.url)('wasi').WASI)({ version: 'preview1', preopens: { '/': './inbox' } })",
    ),
    since(
      22,
      1,
      files(
        'a cache of modules',
        'module.enableCompileCache',
        './cache',
        "process.getBuiltinModule('node:module').enableCompileCache('cache')",
      ),
    ),
  ],
}

const childEscapes: EscapeTable = {
  imports: `
import { exec, execFileSync, execSync, fork, spawn, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { vi } from 'vitest'
const kill = process.kill`,
  escapes: [
    children('spawn, spied on', 'child_process.spawn', 'ls -l', "vi.spyOn({ spawn }, 'spawn')('ls', ['-l'])"),
    children('spawn', 'child_process.spawn', 'ls -l', "spawn('ls', ['-l'])"),
    children('spawnSync', 'child_process.spawnSync', 'ls -l', "spawnSync('ls', ['-l'])"),
    children('exec', 'child_process.spawn', '/bin/sh -c ls', "promisify(exec)('ls')"),
    children('execSync', 'child_process.execSync', '/bin/sh -c ls', "execSync('ls')"),
    children('execFileSync', 'child_process.execFileSync', 'ls', "execFileSync('ls')"),
    children(
      'fork',
      'child_process.spawn',
      `/bin/own x.js`,
      "fork('x.js', { execPath: '/bin/own', execArgv: [] })",
    ),
    of('worker-threads')('a thread', 'new Worker', 'code as text', "new Worker('1', { eval: true })"),
    of('worker-threads')('a thread of a file', 'new Worker', 'x.js', "new Worker('x.js')"),
    of('native-addons')(
      'an add-on',
      'process.dlopen',
      './tmp/x.node',
      "(writeFileSync(tmpdir() + '/x.node', ''), createRequire(import.meta.url)(tmpdir() + '/x.node'))",
    ),
    state('a variable', 'process.env', 'INBOX', "Object.assign(process.env, { INBOX: '/inbox' })"),
    state('a variable, taken away', 'process.env', 'HOME', 'Reflect.deleteProperty(process.env, "HOME")'),
    state(
      'a variable of another environment',
      'process.env',
      'INBOX',
      "(process.env = { ...process.env, INBOX: '/inbox' })",
    ),
    state(
      'a variable of an environment that is defined',
      'process.env',
      'INBOX',
      "Object.defineProperty(process, 'env', { value: { ...process.env, INBOX: '/inbox' } })",
    ),
    state(
      'a variable of an environment that was deleted',
      'process.env',
      'INBOX',
      "(Reflect.deleteProperty(process, 'env'), process.env = { ...process.env, INBOX: '/inbox' })",
    ),
    state('a mask', 'process.umask', '0', 'process.umask(0)'),
    state('another user', 'process.setuid', '0', 'process.setuid(0)'),
    state('a priority', 'os.setPriority', '1', 'os.setPriority(1, 19)'),
    state('another folder', 'process.chdir', '..', "process.chdir('..')"),
    exits('an exit', 'process.exit', 'this process', 'process.exit(0)'),
    exits('an abort', 'process.abort', 'this process', 'process.abort()'),
    since(
      22,
      15,
      exits('another program', 'process.execve', '/bin/true', "process.execve('/bin/true', [], {})"),
    ),
    exits('a signal', 'process.kill', '1 SIGTERM', "kill.call(process, 1, 'SIGTERM')"),
  ],
}

/** All of them, in one file of a project: its processes cost more than what they do. */
export const escapeTables: readonly EscapeTable[] = [networkEscapes, fileEscapes, childEscapes]

/** Those that a version of Node has. */
export function escapesOf(version: string): readonly Escape[] {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return escapeTables
    .flatMap(({ escapes }) => escapes)
    .filter(({ since: [from, within] = [0, 0] }) => major > from || (major === from && minor >= within))
}
