import type { CleanFile } from './clean-file.ts'

/** What an allow-list allows, and what is put back. */
export const processes: CleanFile = {
  strength: 'fenced',
  allow: { commands: ['true', 'echo'], folders: ['out'] },
  head: `
import { exec, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import inspector from 'node:inspector'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
const load = { executor: 'shared-iterations', iterations: 2, concurrency: 1 } as const`,
  scenarios: {
    'a program': "{ load }, async () => { await once(spawn('true'), 'close') }",
    'a program, at once': "{ load }, () => { execFileSync('echo', ['x']) }",
    'a line for a shell': "{ load }, async () => { await promisify(exec)('echo x') }",
    'a thread':
      "{ load }, async () => { const thread = new Worker('1', { eval: true }); await once(thread, 'exit') }",
    'a thread that is ended':
      "{ load }, async () => { const thread = new Worker('setInterval(() => {}, 1e6)', { eval: true }); await once(thread, 'online'); await thread.terminate() }",
    'an environment, put back':
      "{ load }, () => { process.env.STAGE = 'x'; delete process.env.STAGE; const before = process.env; process.env = { ...before, STAGE: 'y' }; process.env = before }",
    'a folder, put back':
      "{ load }, () => { const before = process.cwd(); process.chdir('..'); process.chdir(before) }",
    'an allowed folder':
      "{ load }, () => { fs.mkdirSync('out', { recursive: true }); fs.writeFileSync('out/a', ''); fs.rmSync('out/a') }",
    // Of a sealed file Node denies both, to whomever.
    'a session of the inspector':
      "{ load }, () => { const session = new inspector.Session(); session.connect(); session.post('Runtime.enable'); session.disconnect() }",
    'an interface for WebAssembly':
      "{ load }, () => { new (createRequire(import.meta.url)('node:wasi').WASI)({ version: 'preview1' }) }",
    'something tighter': "{ load, isolation: 'sealed' }, () => {}",
  },
}
