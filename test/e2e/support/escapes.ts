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

const network = of('network')
const files = of('files')
const children = of('child-processes')

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
import { tmpdir } from 'node:os'
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
    of('process-state')(
      'a variable',
      'process.env',
      'INBOX',
      "Object.assign(process.env, { INBOX: '/inbox' })",
    ),
    of('process-state')(
      'a variable, taken away',
      'process.env',
      'HOME',
      'Reflect.deleteProperty(process.env, "HOME")',
    ),
    of('process-state')('another folder', 'process.chdir', '..', "process.chdir('..')"),
    of('exits')('an exit', 'process.exit', 'this process', 'process.exit(0)'),
    of('exits')('an abort', 'process.abort', 'this process', 'process.abort()'),
    of('exits')('a signal', 'process.kill', '1 SIGTERM', "kill.call(process, 1, 'SIGTERM')"),
  ],
}

/** All of them, in one file of a project: its processes cost more than what they do. */
export const escapeTables: readonly EscapeTable[] = [networkEscapes, fileEscapes, childEscapes]
