import { beforeAll, expect, test } from 'vitest'
import { processState } from '../support/process-state.ts'
import { scenarioOf } from './support/read-results.ts'
import { openHeader, runProject, type ProjectRun } from './support/run-project.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/server.mjs': `
// Answers each question with its number, and says when it is ready.
process.on('message', (question) => process.send(question))
process.send('ready')`,
    'stress/faults.stress.ts': `${openHeader}
import { ManagedProcess } from 'vitest-stress/chaos'
const open = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 1500 } as const
stressTest('stalled', {
  load: open,
  target: () => ({}),
  faults: [{ kind: 'event-loop-stall', stallMs: 400, at: { ms: 300 }, until: { forMs: 10 } }],
}, () => {})
class Server {
  constructor(readonly process: ManagedProcess) { console.log('\\nSERVER ' + process.pid) }
  async ask(question: number, patienceMs: number): Promise<void> {
    // Lost questions are asked again.
    for (let isAnswered = false; !isAnswered; ) {
      isAnswered = await new Promise((resolve) => {
        const timer = setTimeout(() => done(false), patienceMs)
        const end = this.process.onMessage((answer) => { if (answer === question) done(true) })
        const done = (value: boolean): void => { clearTimeout(timer); end(); resolve(value) }
        this.process.send(question)
      })
    }
  }
  close(): Promise<void> { return this.process.stop() }
}
const target = async (): Promise<Server> => new Server(await ManagedProcess.start({
  module: new URL('./server.mjs', import.meta.url), ready: 'message',
}))
stressTest('killed and paused', {
  load: { executor: 'shared-iterations', iterations: 60, concurrency: 2 },
  target,
  faults: [
    { kind: 'kill-and-restart', on: 'server', downtimeMs: 50, at: { operations: 10 }, until: { operations: 30 } },
    { kind: 'pause-and-continue', on: 'server', at: { operations: 40 }, until: { forMs: 200 } },
  ],
  faultPoints: (server) => ({ server: server.process }),
}, ({ target: server, iteration }) => server.ask(iteration.index, 20))
stressTest('not a process', {
  load: { executor: 'shared-iterations', iterations: 10, concurrency: 1 },
  target: () => ({ server: {} }),
  faults: [{ kind: 'kill-and-restart' }],
  faultPoints: (all) => ({ server: all.server }),
}, () => {})`,
    'stress/others.stress.ts': `${openHeader}
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { FaultyClock, TcpProxy, UnsyncedFiles } from 'vitest-stress/chaos'
import { InMemoryMessageQueue } from 'vitest-stress/queue'
/** Sends back what it is sent, through a proxy. */
class Echo {
  constructor(readonly server, readonly proxy) {}
  static async start() {
    const server = createServer((socket) => socket.on('error', () => {}).pipe(socket))
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Echo(server, await TcpProxy.start({ to: server.address().port }))
  }
  async ask(patienceMs) {
    for (let isAnswered = false; !isAnswered; ) {
      isAnswered = await new Promise((resolve) => {
        let seen = ''
        const socket = connect(this.proxy.port, '127.0.0.1', () => socket.end('hello'))
        const timer = setTimeout(() => socket.destroy(), patienceMs)
        socket.on('data', (bytes) => (seen += bytes)).on('error', () => {})
        socket.on('close', () => { clearTimeout(timer); resolve(seen === 'hello') })
      })
    }
  }
  async close() { await this.proxy.close(); await new Promise((resolve) => this.server.close(resolve)) }
}
const kinds = ['latency', 'slicer', 'bandwidth', 'slow-close', 'limit', 'reset', 'one-way-partition', 'refuse', 'black-hole']
const parameters = { latency: { delayMs: 5, jitterMs: 5 }, slicer: { pieceBytes: 2 }, bandwidth: { bytesPerSecond: 500 }, 'slow-close': { delayMs: 5 }, limit: { bytes: 3 } }
stressTest('network', {
  load: { executor: 'shared-iterations', iterations: 100, concurrency: 2 },
  target: () => Echo.start(),
  faults: kinds.map((kind, index) => ({ kind: 'tcp-' + kind, at: { operations: 10 * index + 5 }, until: { forMs: 150 }, ...parameters[kind] })),
  faultPoints: ({ proxy }) => ({ network: proxy }),
}, ({ target }) => target.ask(30))
stressTest('clocks', {
  time: 'virtual',
  load: { executor: 'constant-arrival-rate', ratePerSecond: 200, durationMs: 3_000, agents: 3 },
  data: agentMessages(),
  target: ({ clock, agents, seed }) => {
    const faulty = new FaultyClock(clock)
    const queue = new InMemoryMessageQueue({ clock: faulty, leaseMs: 500 })
    const core = new MockMessagingCore({ clock, seed, latency: { minMs: 10, maxMs: 60 } })
    return Object.assign(new MessageQueueProcessor({ clock, agents, queue, core }), { faulty })
  },
  faults: [
    { kind: 'clock-jump', byMs: 60, at: { ms: 500 }, until: { forMs: 300 } },
    { kind: 'clock-skew', rate: 1.5, at: { ms: 1000 }, until: { forMs: 300 } },
    { kind: 'clock-freeze', at: { ms: 1500 }, until: { forMs: 300 } },
    { kind: 'clock-jump', byMs: -60, affects: 'both', at: { ms: 2000 }, until: { forMs: 300 } },
  ],
  faultPoints: ({ faulty }) => ({ clock: faulty }),
}, ({ target, iteration }) => target.send(iteration.message))
stressTest('disk', {
  time: 'virtual',
  load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 1_000 },
  target: async () => {
    const files = new UnsyncedFiles()
    const path = new URL('./log', import.meta.url).pathname
    return { files, path, lines: 0, close: () => rmSync(path, { force: true }) }
  },
  faults: [{ kind: 'lost-unsynced-writes', at: { operations: 25 } }, { kind: 'lost-unsynced-writes', id: 'again', at: { operations: 75 } }],
  faultPoints: ({ files }) => ({ disk: files }),
}, async ({ target, iteration }) => {
  await target.files.appendFile(target.path, iteration.index + '\\n')
  if (iteration.index !== 50) return
  const file = await target.files.open(target.path, 'a')
  await file.sync()
  await file.close()
  if (!(await target.files.readFile(target.path, 'utf8')).startsWith('25')) throw new Error('what was not synced is there')
})`,
  })
})

test('a network, clocks and a disk go wrong, and are made right', () => {
  for (const name of ['network', 'clocks', 'disk']) {
    const { verdict, problems, faults } = scenarioOf(run, name)
    expect([name, verdict, problems]).toEqual([name, 'pass', []])
    const unhealed = faults!.schedule.filter(({ fired, healed_ms }) => fired === 0 || healed_ms === null)
    expect(unhealed).toEqual([])
  }
})

test('a stall that was asked for shows in the latency, and does not make the run invalid', () => {
  const scenario = scenarioOf(run, 'stalled')
  expect(scenario.problems).toEqual([])
  expect(scenario).toMatchObject({ verdict: 'pass', health: { saturated: false, judged: true } })
  const [stall] = scenario.faults!.schedule
  expect(stall).toMatchObject({ kind: 'event-loop-stall', layer: 'runtime', fired: 1 })
  expect(stall!.sizes['stallMs']!.seen[0]).toBeGreaterThanOrEqual(400)
  expect(scenario.latency_stats.max_ms).toBeGreaterThan(300)
  expect(Math.max(...scenario.health!.seconds.map(({ lateness_max_ms: ms }) => ms ?? 0))).toBeGreaterThan(300)
})

test('a process that is killed comes back, one that is paused goes on, and none is left', async () => {
  const scenario = scenarioOf(run, 'killed and paused')
  expect(scenario).toMatchObject({ verdict: 'pass', success_count: 60 })
  expect(scenario.faults!.schedule).toMatchObject([
    { kind: 'kill-and-restart', on: 'server', fired: 1 },
    { kind: 'pause-and-continue', on: 'server', fired: 1 },
  ])
  const pids = [...run.stdout.matchAll(/SERVER (\d+)/g)].map(([, pid]) => Number(pid))
  expect(pids.length).toBe(1)
  await expect.poll(() => pids.map(processState)).toEqual([null])
})

test('a fault of a process wants one', () => {
  expect(scenarioOf(run, 'not a process').problems.join()).toMatch(
    /expected a ManagedProcess for "kill-and-restart"/,
  )
})
