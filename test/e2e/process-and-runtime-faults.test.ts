import { beforeAll, expect, test } from 'vitest'
import { processState } from '../support/process-state.ts'
import { scenarioOf } from './support/read-results.ts'
import { header, runProject, type ProjectRun } from './support/run-project.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/server.mjs': `
// Answers each question with its number, and says when it is ready.
process.on('message', (question) => process.send(question))
process.send('ready')`,
    'stress/faults.stress.ts': `${header}
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
  })
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
