import { basename } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf } from './support/read-results.ts'

/** What is left behind, each on a line of its own: the kind that it is found as, and how what is said of it begins. */
const planted: Record<string, [code: string, kind: string, what: string]> = {
  'an interval': ['keep(setInterval(() => {}, 1_000).unref())', 'timer', 'setInterval of 1,000 ms'],
  'a timeout': ['keep(setTimeout(() => {}, 60_000))', 'timer', 'setTimeout of 60,000 ms'],
  'a promise of a timeout': [
    `void sleep(60_000, null, { signal: over.signal }).catch(() => {})`,
    'timer',
    'setTimeout of 60,000 ms',
  ],
  'a chain of timeouts': [
    'const { signal } = over; (function again() { if (!signal.aborted) setTimeout(again, 5) })()',
    'timer',
    'setTimeout of 5 ms',
  ],
  'a chain of immediates': [
    'const { signal } = over; (function again() { if (!signal.aborted) setImmediate(again) })()',
    'immediate',
    'setImmediate',
  ],
  'a TCP server': ['await listen(keep(net.createServer()).listen(0))', 'server', 'Server listening on port'],
  'an HTTP server': [
    'await listen(keep(http.createServer()).listen(0))',
    'server',
    'Server listening on port',
  ],
  'a server of a local socket': [
    "await listen(keep(net.createServer()).listen(join(folder, 's')))",
    'server',
    'Server listening on /',
  ],
  'a TCP client': [
    "await once(keep(net.connect(port, '127.0.0.1')), 'connect')",
    'socket',
    'connection to 127.0.0.1:',
  ],
  'a UDP socket': [
    "await listen(keep(dgram.createSocket('udp4')).bind(0))",
    'udp-socket',
    'UDP socket on port',
  ],
  'a file': ["fds.push(openSync(join(folder, 'a'), 'w'))", 'file', '/'],
  'a file of a promise': ["keep(await fs.promises.open(join(folder, 'b'), 'w'))", 'file', '/'],
  'a file of a stream': ["await once(keep(fs.createWriteStream(join(folder, 'c'))), 'open')", 'file', '/'],
  'a watcher': ['keep(fs.watch(folder))', 'watcher', 'watcher of /'],
  'a watched file': [
    "const polled = join(folder, 'e'); fs.watchFile(polled, quiet); keep({ close: () => fs.unwatchFile(polled) })",
    'watcher',
    'watcher of /',
  ],
  'a message port': ["keep(new MessageChannel().port1).on('message', quiet)", 'message-port', 'message port'],
  'a broadcast channel': [
    "keep(new BroadcastChannel('orders'))",
    'message-port',
    "broadcast channel 'orders'",
  ],
  'a child process': ["keep(spawn('sleep', ['60']))", 'child-process', 'sleep, process '],
  'a worker': [
    "await once(keep(new Worker('setInterval(() => {}, 1e6)', { eval: true })), 'online')",
    'worker',
    'thread ',
  ],
  'a listener on process': ["process.on('SIGUSR2', quiet)", 'listener', "'SIGUSR2' of process"],
  'a listener on a shared emitter': ["bus.once('order', quiet)", 'listener', "'order' of EventEmitter"],
  'a rejection': ["void Promise.reject(new Error('nobody looks'))", 'rejection', 'Error: nobody looks'],
  'a variable of the environment': [
    "process.env.ORDERS_URL = 'http://nowhere'",
    'environment',
    'ORDERS_URL added',
  ],
  'another folder': ['process.chdir(folder)', 'environment', 'working folder /'],
  'another fetch': ['globalThis.fetch = async () => new Response()', 'global', 'fetch changed'],
  'a method of all lists': ['Array.prototype.last = () => {}', 'global', 'Array.prototype.last added'],
  'a getter of all lists': [
    "Object.defineProperty(Array.prototype, 'first', { get() { return this[0] }, configurable: true })",
    'global',
    'Array.prototype.first added',
  ],
}
/** The same, where there is nothing to say where it was made. */
const unplaced: typeof planted = {
  'a new global': ['globalThis.lastOrder = 1', 'global', 'lastOrder added'],
  'a spy in the place of a function': ['Math.acosh = vi.fn()', 'global', 'Math.acosh changed'],
}
const clean: Record<string, string> = {
  timers:
    'await sleep(1); setTimeout(() => {}, 5); clearTimeout(setTimeout(() => {}, 60_000)); setTimeout(() => {}, 60_000).unref()',
  'what is being closed':
    "const server = http.createServer((_, answer) => answer.end('x')).listen(0); await listen(server); await (await fetch('http://127.0.0.1:' + server.address().port)).text(); server.close()",
  'a connection that a pool keeps': "await (await fetch('http://127.0.0.1:' + web.address().port)).text()",
  'a client': "const client = net.connect(port, '127.0.0.1'); await once(client, 'connect'); client.end()",
  'a child process that ends': "spawn('true')",
  'files, listeners, variables':
    "fs.closeSync(openSync(join(folder, 'd'), 'w')); process.once('x', quiet); process.off('x', quiet); process.env.A = '1'; delete process.env.A",
  'what it may leave': 'keep(setInterval(() => {}, 999))',
  'watched files, ports, channels':
    "const calm = join(folder, 'f'); fs.watchFile(calm, quiet); fs.unwatchFile(calm, quiet); const { port1, port2 } = new MessageChannel(); port1.on('message', quiet); port2.close(); new MessageChannel(); const bell = new BroadcastChannel('x'); if (!(bell instanceof BroadcastChannel)) throw bell; bell.close()",
  'what is older': "older.emit('x'); older.refresh?.()",
}

const head = [
  // What is planted goes beyond the process.
  `/* @stress-isolation open */ import { stressTest } from 'vitest-stress'; import { InMemoryMessageQueue } from 'vitest-stress/queue'; import { afterAll, afterEach, beforeAll, vi } from 'vitest'`,
  `import fs, { openSync } from 'node:fs'; import net from 'node:net'; import http from 'node:http'; import dgram from 'node:dgram'; import { once, EventEmitter } from 'node:events'`,
  `import { spawn } from 'node:child_process'; import { MessageChannel, Worker } from 'node:worker_threads'; import { tmpdir } from 'node:os'; import { join } from 'node:path'; import { setTimeout as sleep } from 'node:timers/promises'`,
  `const kept = [], fds = [], bus = new EventEmitter(), quiet = () => {}, root = process.cwd(), realFetch = fetch, acosh = Math.acosh, older = new EventEmitter(), interval = setInterval(quiet, 1_000)`,
  `const folder = fs.mkdtempSync(join(tmpdir(), 'leaks-')); const keep = (thing) => (kept.push(thing), thing); const listen = (server) => once(server, 'listening')`,
  `const old = openSync(join(folder, 'old'), 'w'), web = http.createServer((_, answer) => answer.end('x')); let over = new AbortController(), server, port`,
  `const one = { load: { executor: 'shared-iterations', iterations: 1, concurrency: 1 }, leaks: { emitters: [bus], allow: [{ kind: 'timer', what: '999 ms' }] } }`,
  `beforeAll(async () => { older.on('x', quiet); server = net.createServer((socket) => socket.on('error', quiet).resume()).listen(0); await listen(server); port = server.address().port; await listen(web.listen(0)) })`,
  `afterAll(() => { server.close(); web.close(); fs.closeSync(old); clearInterval(interval); fs.rmSync(folder, { recursive: true, force: true }) })`,
  `afterEach(async () => { over.abort(); over = new AbortController(); vi.useRealTimers(); delete globalThis.lastOrder; delete Array.prototype.last; delete Array.prototype.first; globalThis.fetch = realFetch; Math.acosh = acosh; delete process.env.ORDERS_URL; process.chdir(root); process.off('SIGUSR2', quiet)
  for (const each of kept.splice(0)) { clearTimeout(each); each.destroy?.(); each.kill?.(); if (each.close) await each.close(); await each.terminate?.() } for (const fd of fds.splice(0)) fs.closeSync(fd) })`,
]
const lines = [
  ...head,
  `stressTest('leaves everything', one, async () => {`,
  ...Object.values({ ...planted, ...unplaced }).map(([code]) => `{ ${code} }`),
  `})`,
  `stressTest('fakes timers', one, () => { vi.useFakeTimers() })`,
  `stressTest('is clean', one, async () => {`,
  ...Object.values(clean).map((code) => `{ ${code} }`),
  `})`,
  `const inbox = new InMemoryMessageQueue()`,
  `const send = ({ target }) => target.queue.enqueue({ id: 'a:0', producer: 'a', sequence: 0, sender: 'a', recipient: 'b', type: 't', priority: 0, key: 'b', content: '' })`,
  `const shared = { ...one, load: { ...one.load, drainMs: 50 }, target: () => ({ queue: inbox }), observe: ({ queue }) => queue }`,
  `stressTest('leaves one, x', shared, send)`,
  `stressTest('leaves one, y', shared, send)`,
  ...['thread', 'process'].map(
    (kind) =>
      `stressTest('two workers, ${kind}', { load: { executor: 'shared-iterations', iterations: 2_400, concurrency: 2 }, workers: { count: 2, kind: '${kind}' }, leaks: { allow: [{ what: /\\b999 ms/ }], heap: { rounds: 8, bytesPerIteration: 600 } } }, new URL('./leaky.workload.ts', import.meta.url))`,
  ),
]
/** Each worker leaves the same, but for what is allowed. */
const leaky = [
  `import { setTimeout as sleep } from 'node:timers/promises'; const seen = []; let first = true`,
  `export default async ({ iteration, worker }) => {`,
  `  seen.push(Array.from({ length: 1_000 }, () => iteration.index)); if (!first) return; first = false`,
  `  setInterval(() => {}, 1_000).unref(); setInterval(() => {}, 999).unref()`,
  `  if (worker.index === 0) globalThis.lastOrder = () => {}`,
  `}`,
].join('\n')
const text = lines.join('\n')
let run: ProjectRun

beforeAll(async () => {
  run = await runProject(
    { 'stress/leaks.stress.ts': text, 'stress/leaky.workload.ts': leaky },
    { args: ['--sequence.shuffle.tests', '--sequence.seed=11'] },
  )
})

const leaksOf = (name: string) => {
  const { leaks } = scenarioOf(run, name).isolation!
  return leaks!.map(({ created_at: at, ...leak }) => ({
    ...leak,
    at: at && basename(at).replace(/:\d+$/, ''),
  }))
}

const placeOf = (code: string): string =>
  `leaks.stress.ts:${text.slice(0, text.indexOf(code)).split('\n').length}`

test.each(Object.entries({ ...planted, ...unplaced }))('%s is found', (name, [code, kind, what]) => {
  const at = name in planted ? placeOf(code) : null
  expect(leaksOf('leaves everything')).toContainEqual({
    kind,
    what: expect.stringContaining(what),
    at,
    count: 1,
  })
})

test('nothing else is found, and the scenario fails', () => {
  expect(leaksOf('leaves everything')).toHaveLength(Object.keys({ ...planted, ...unplaced }).length)
  expect(scenarioOf(run, 'leaves everything')).toMatchObject({ verdict: 'fail', cause: null })
})

test('fake timers are found, and not each function of theirs', () => {
  const at = placeOf('vi.useFakeTimers()')
  const leak = { kind: 'fake-timers', what: 'the global timers are fake', at, count: 1 }
  expect(leaksOf('fakes timers')).toEqual([leak])
})

test('nothing is found where all is cleared away, allowed, or older than the run', () => {
  expect(leaksOf('is clean')).toEqual([])
  expect(scenarioOf(run, 'is clean').verdict).toBe('pass')
})

test('the report says what, and where it was made', () => {
  expect(run.output).toMatch(
    /left behind: timer setTimeout of 60,000 ms, made at .*leaks\.stress\.ts:\d+:\d+/,
  )
})

test('a message that one scenario leaves is found in it, and in the next that uses the queue, in any order', () => {
  const names = ['leaves one, x', 'leaves one, y']
  const ran = run.metrics!.scenarios.map(({ name }) => name).filter((name) => names.includes(name))
  const left = { kind: 'message', what: 'left in the queue: a:0', at: null, count: 1 }
  expect(leaksOf(ran[0]!)).toEqual([left])
  const inherited = { ...left, what: `there from the start: "${ran[0]!}" left it` }
  expect(leaksOf(ran[1]!)).toEqual([inherited, left])
})

test.each(['thread', 'process'])('what each %s of a load leaves is found, and told as one', (kind) => {
  const name = `two workers, ${kind}`
  const at = (line: number): string => `leaky.workload.ts:${line}`
  const found = leaksOf(name).sort((a, b) => (a.kind < b.kind ? -1 : 1))
  expect(found).toEqual([
    { kind: 'global', what: 'lastOrder added', at: at(5), count: 1 },
    {
      kind: 'heap',
      what: expect.stringMatching(/^grew by [789],\d{3} bytes an iteration/),
      at: null,
      count: 2,
    },
    { kind: 'timer', what: 'setInterval of 1,000 ms', at: at(4), count: 2 },
  ])
  expect(scenarioOf(run, name)).toMatchObject({ verdict: 'fail', cause: null })
})
