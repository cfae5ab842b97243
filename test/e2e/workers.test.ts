import { expect, test } from 'vitest'
import { header, openHeader, runProject } from './support/run-project.ts'
import { scenarioOf, summaryOf } from './support/read-results.ts'

const config = `
import { fileURLToPath } from 'node:url'
import { stress } from 'vitest-stress/plugin'
import { defineConfig } from 'vitest/config'
export default defineConfig({
  plugins: [stress()],
  resolve: { alias: { '@shop': fileURLToPath(new URL('./src', import.meta.url)) } },
})
`

/** What Node 20 cannot load: an alias, an enum, no extension. It throws at line 8. */
const shop = `export enum State { Open = 'open', Closed = 'closed' }

export class Shop {
  constructor(readonly name: string) {}
  state: State = State.Open
  /** Fails one order of ten. */
  order(number: number): void {
    if (number % 10 === 9) throw new Error('sold out: ' + new Error().stack!.split('\\n')[1]!.trim())
  }
  close(): void { this.state = State.Closed }
}
`

const workload = `import { Shop, State } from '@shop/shop'
import { check, counter } from 'vitest-stress'

// What Vite's module runner makes of an import.
const viaRunner = String(() => State).includes('ssr_import') ? ', by the runner' : ''
const seen = counter()
let runs = 0
export const metrics = { seen }
export const target = ({ worker }) => new Shop('shop ' + worker.index)
export const setup = ({ target, worker }) => ({ run: ++runs, from: target.name, of: worker.count })
export const data = Array.from({ length: 100 }, (_, index) => index)

export default async ({ target, setup, iteration, metrics, worker }) => {
  check('open', target.state === State.Open)
  check('here', import.meta.url.endsWith('/stress/orders.workload.ts'))
  check('mode', import.meta.env.MODE === 'test')
  seen.add()
  check('run ' + setup.run + ' of this module', true)
  check('own data', iteration.data === iteration.index)
  check('own shop', setup.from === 'shop ' + worker.index)
  metrics.orders.add()
  metrics.size.record(iteration.index)
  iteration.tag('worker ' + worker.index + ' of ' + setup.of + viaRunner)
  target.order(iteration.index)
}
`

const shopProject = {
  'vitest.config.ts': config,
  'src/shop.ts': shop,
  'stress/orders.workload.ts': workload,
}

const options = `load: { executor: 'shared-iterations', iterations: 100, concurrency: 4 },
  metrics: { orders: counter(), size: trend(), seen: counter() }, budgets: { successRate: { min: 0.9 }, metrics: { orders: { min: 100, max: 100 }, seen: { min: 100, max: 100 } } }`

test.concurrent('a module runs in the process as a function does, and what it exports stands for the options', async () => {
  const run = await runProject({
    ...shopProject,
    'stress/orders.stress.ts': `${header}; import { counter, trend } from 'vitest-stress'
stressTest('a module', { ${options} }, new URL('./orders.workload.ts', import.meta.url))
stressTest('a module, one worker', { workers: 1, ${options} }, new URL('./orders.workload.ts', import.meta.url))
stressTest('once more', { workers: 1, ${options} }, new URL('./orders.workload.ts', import.meta.url))
test.concurrent('runStress', async () => {
  const result = await runStress({ ${options} }, new URL('./orders.workload.ts', import.meta.url))
  expect(result).toMeetBudgets({ successRate: { min: 0.9 } })
})
stressTest('no such module', { load: few }, new URL('./none.ts', import.meta.url))
stressTest('nothing in it', { load: few }, new URL('../src/shop.ts', import.meta.url))
stressTest('inline target', { load: few, target: () => 1 }, new URL('./orders.workload.ts', import.meta.url))
stressTest('a function', { load: few, workers: 2 }, work)
stressTest('a web address', { load: few }, new URL('https://example.org/x.ts') as never)
`,
  })
  expect(summaryOf(run).verdicts, run.output).toEqual({
    'a module': 'pass',
    'a module, one worker': 'pass',
    'once more': 'pass',
    'runStress #1': 'pass',
    'no such module': 'invalid',
    'nothing in it': 'invalid',
    'inline target': 'invalid',
    'a function': 'invalid',
    'a web address': 'invalid',
  })
  for (const [name, how] of [
    ['a module', ', by the runner'],
    ['a module, one worker', ''],
    ['once more', ''],
  ] as const) {
    const scenario = scenarioOf(run, name)
    expect(scenario).toMatchObject({ success_count: 90, failure_count: 10 })
    expect(Object.keys(scenario.tags ?? {})).toEqual([`worker 0 of 1${how}`])
    expect(scenario.checks).toMatchObject({
      open: { passed: 100 },
      'own data': { passed: 100 },
      'run 1 of this module': { passed: 100 },
    })
    // Line and column of the source, not of what was made of it.
    expect(scenario.failures?.[0]?.example).toMatch(/sold out: at Shop\.order \(.*src\/shop\.ts:8:\d+\)/)
  }
  const problems = (name: string): string => scenarioOf(run, name).problems.join('\n')
  expect(problems('no such module')).toContain('the module of the workload failed to load')
  expect(problems('nothing in it')).toContain(
    'default export: expected the workload, a function, got nothing',
  )
  expect(problems('inline target')).toContain(
    'target: expected nothing beside a module: let the module export it',
  )
  expect(problems('a function')).toContain(
    `workers: expected 1, or a module in place of the function: new URL(`,
  )
  expect(problems('a web address')).toContain('workload: expected a function, or the URL of a module')
})

test.concurrent('two workers share a load, and are judged as one', async () => {
  const url = `new URL('./orders.workload.ts', import.meta.url)`
  const queue = `new URL('./queue.workload.ts', import.meta.url)`
  const run = await runProject({
    ...shopProject,
    'stress/queue.workload.ts': `import { MessageQueueProcessor, MockMessagingCore, agentMessages } from 'vitest-stress/queue'
export const target = () => new MessageQueueProcessor({ core: new MockMessagingCore() })
export const data = agentMessages({ agents: 3 })
export default ({ target, iteration }) => target.send(iteration.message)
`,
    'stress/mistake.workload.ts': `import { httpClient } from 'vitest-stress/http'
export const target = () => httpClient({ baseUrl: 'http://127.0.0.1:1' })
export default ({ target }) => target.get('/', { timeoutMS: 5 })
`,
    'stress/orders.stress.ts': `${header}; import { counter, trend } from 'vitest-stress'
stressTest('threads', { workers: 2, ${options} }, ${url})
stressTest('processes', { workers: { count: 2, kind: 'process' }, ${options} }, ${url})
stressTest('guarantees', { workers: 2, load: { executor: 'shared-iterations', iterations: 60, concurrency: 2, agents: 3 },
  guarantees: ['exactlyOnce'], budgets: { throughput: { minPerSecond: 1 } } }, ${queue})
stressTest('a sure limit', { workers: 2, load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 1_000, agents: 3 },
  budgets: { latency: { p50: { maxMs: 5_000, confidence: 0.9 } } } }, ${queue})
stressTest('too many', { workers: 5, load: { executor: 'shared-iterations', iterations: 10, concurrency: 2 } }, ${queue})
stressTest('order', { workers: 2, load: few, guarantees: ['fifo'] }, ${queue})
stressTest('a mistake', { workers: 2, load: few }, new URL('./mistake.workload.ts', import.meta.url))
`,
  })
  const { 'a sure limit': sure, ...verdicts } = summaryOf(run).verdicts as Record<string, string>
  expect(verdicts, run.output).toEqual({
    threads: 'pass',
    processes: 'pass',
    guarantees: 'pass',
    'too many': 'invalid',
    order: 'invalid',
    'a mistake': 'invalid',
  })
  // A machine that stops for a while leaves too little to be sure of.
  const outcome = sure === 'pass' ? 'pass' : 'undecided'
  expect(scenarioOf(run, 'a sure limit').budgets![0]!.uncertainty).toMatchObject({ outcome })
  expect(run.leftRunning).toBe(false)
  for (const kind of ['threads', 'processes']) {
    const scenario = scenarioOf(run, kind)
    expect(scenario).toMatchObject({ success_count: 90, failure_count: 10, dropped_iterations: 0 })
    expect(scenario.latency?.response?.count).toBe(100)
    expect(Object.keys(scenario.tags ?? {}).sort()).toEqual(['worker 0 of 2', 'worker 1 of 2'])
    const all = { passed: 100, failed: 0 }
    expect(scenario.checks).toMatchObject({ open: all, here: all, 'own data': all, 'own shop': all })
    expect(scenario.metrics).toMatchObject({
      orders: { value: 100 },
      size: { count: 100, min: 0, max: 99, avg: 49.5 },
    })
    expect(scenario.failures?.[0]?.example).toMatch(/sold out: at Shop\.order \(.*src\/shop\.ts:8:\d+\)/)
  }
  const { guarantees } = scenarioOf(run, 'guarantees')
  expect(guarantees?.ledger).toMatchObject({ lost: 0, duplicated: 0, unexpected: 0 })
  expect(scenarioOf(run, 'too many').problems.join()).toContain('workers: expected at most 2')
  const { problems, failure_count: count } = scenarioOf(run, 'a mistake')
  expect(problems).toEqual([
    expect.stringMatching(
      `^${count} iterations of the workload ended with a mistake of its own: request: 1 problem\n +timeoutMS: .*did you mean "timeoutMs"`,
    ),
  ])
  expect(scenarioOf(run, 'order').problems.join()).toContain('workers: expected 1 with fifo')
})

const workers = (kind: 'thread' | 'process'): string => `workers: { count: 2, kind: '${kind}' }`

test.concurrent('a worker that dies makes its run invalid: what it had done is kept, and nobody is left', async () => {
  const run = await runProject({
    'stress/death.workload.ts': `export const setup = ({ worker }) => {
  if (process.env.FAILS && worker.index === 1) throw new Error('no setup')
}
export default async ({ iteration, worker }) => {
  await new Promise((resolve) => setTimeout(resolve, 2))
  if (worker.index === 1 && iteration.startedMs > 800) process.env.EXITS ? process.exit(0) : process.kill(process.pid, 'SIGKILL')
}
`,
    'stress/1.stress.ts': `${openHeader}; import { beforeEach } from 'vitest'
const long = { executor: 'constant-concurrency', concurrency: 2, durationMs: 40_000 } as const
const url = new URL('./death.workload.ts', import.meta.url)
beforeEach(({ task }) => {
  process.env.EXITS = task.name.includes('exits') ? '1' : ''
  process.env.FAILS = task.name.includes('setup') ? '1' : ''
})
stressTest('a thread exits', { ${workers('thread')}, load: long }, url)
stressTest('a process exits', { ${workers('process')}, load: long }, url)
stressTest('a process is killed', { ${workers('process')}, load: long }, url)
stressTest('a setup fails', { ${workers('thread')}, load: long }, url)
`,
  })
  expect(run.exitCode, run.output).toBe(1)
  expect(run.leftRunning).toBe(false)
  for (const name of ['a thread exits', 'a process exits', 'a process is killed']) {
    const scenario = scenarioOf(run, name)
    expect(scenario, run.output).toMatchObject({ verdict: 'invalid', cause: 'error' })
    expect(scenario.problems).toEqual([
      expect.stringMatching(
        /^worker 2 of 2 ended before its share was done: (process\.exit was called|Worker exited)/,
      ),
    ])
    expect(scenario.total_processed).toBeGreaterThan(20)
    expect(scenario.duration).toBeLessThan(30)
  }
  expect(scenarioOf(run, 'a setup fails').problems).toEqual(['worker 2 of 2: setup failed: no setup'])
})

test.concurrent('processes that block do not outlive an interrupted run', async () => {
  const run = await runProject(
    {
      'stress/block.workload.ts': `export default async ({ iteration }) => {
  if (iteration.startedMs < 500) return new Promise((resolve) => setTimeout(resolve, 50))
  process.stdout.write('\\nBLOCKING\\n')
  await new Promise((resolve) => setTimeout(resolve, 200))
  for (;;);
}`,
      'stress/1.stress.ts': `${header}
stressTest('blocks', { ${workers('process')}, load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 40_000 } },
  new URL('./block.workload.ts', import.meta.url))`,
    },
    { signal: { name: 'SIGINT', when: 'BLOCKING', afterMs: 600 } },
  )
  expect(run.exitCode, run.output).not.toBe(0)
  expect(run.leftRunning).toBe(false)
})
