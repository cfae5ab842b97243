import type { CleanFile } from './clean-file.ts'

const load = (own: string): string => `{ load: { ${own} } }, work`

/** Loads of all executors, and where their data comes from. */
export const loads: CleanFile = {
  strength: 'sealed',
  head: `
import { dataFrom, dataFromFile, defineExecutor } from 'vitest-stress'
import { z } from 'zod'
const work = async ({ clock }) => { await clock.sleep(2) }
const virtual = { time: 'virtual' } as const
const pairs = defineExecutor({ name: 'pairs', summary: 'Two at once.', model: 'closed', optionsSchema: z.strictObject({ pairs: z.number() }),
  plan: ({ pairs }) => ({ concurrency: 2, iterations: pairs * 2, durationMs: null }) } as never)`,
  scenarios: {
    'shared iterations': load("executor: 'shared-iterations', iterations: 20, concurrency: 4"),
    'iterations of agents': load("executor: 'per-agent-iterations', agents: 3, iterations: 5"),
    'a constant concurrency': load("executor: 'constant-concurrency', concurrency: 3, durationMs: 100"),
    'ramping concurrency': load(
      "executor: 'ramping-concurrency', startConcurrency: 1, stages: [{ durationMs: 60, target: 4 }, { durationMs: 40, target: 0 }]",
    ),
    'a constant rate':
      "{ load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 200 }, health: { latenessMs: 5_000 } }, work",
    'Poisson arrivals':
      "{ ...virtual, load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 2_000, arrivals: 'poisson' } }, work",
    'a ramping rate':
      "{ ...virtual, load: { executor: 'ramping-arrival-rate', startRatePerSecond: 5, stages: [{ durationMs: 2_000, target: 80 }] } }, work",
    'a trace':
      "{ load: { executor: 'replay', trace: [{ at_ms: 0 }, { at_ms: 20 }, { at_ms: 50 }], speed: 2 }, health: { latenessMs: 5_000 } }, work",
    'precise timing':
      "{ load: { executor: 'constant-arrival-rate', ratePerSecond: 50, durationMs: 200, timing: 'precise' }, health: { latenessMs: 5_000 } }, work",
    'a warm-up': load("executor: 'constant-concurrency', concurrency: 2, durationMs: 80, warmupMs: 40"),
    'think time': load(
      "executor: 'shared-iterations', iterations: 6, concurrency: 2, thinkTimeMs: { minMs: 1, maxMs: 5 }",
    ),
    pacing: load("executor: 'shared-iterations', iterations: 6, concurrency: 2, pacingMs: 8"),
    'a limit of time': load(
      "executor: 'shared-iterations', iterations: 6, concurrency: 2, iterationTimeoutMs: 10_000, drainMs: 20",
    ),
    'several loads':
      "{ loads: { a: { executor: 'shared-iterations', iterations: 5, concurrency: 1 }, b: { executor: 'constant-concurrency', concurrency: 2, durationMs: 60, startAfterMs: 10 } } }, work",
    'by default': '{ ...virtual }, work',
    'a high load': "{ kind: 'high-load' }, () => {}",
    'data of an array':
      "{ load: { executor: 'shared-iterations', iterations: 3 }, data: ['a', 'b', 'c'] }, ({ iteration }) => { if (!iteration.data) throw new Error('none') }",
    'data of a generator':
      "{ load: { executor: 'shared-iterations', iterations: 9 }, data: dataFrom(function* ({ random }) { for (;;) yield random.integer(1, 9) }) }, () => {}",
    'data of a stream':
      "{ load: { executor: 'shared-iterations', iterations: 9 }, data: dataFrom(async function* () { for (let n = 0; n < 20; n++) yield n }) }, () => {}",
    'data of a CSV file':
      "{ load: { executor: 'shared-iterations', iterations: 4 }, data: dataFromFile('data/users.csv', { order: 'circular' }) }, () => {}",
    'data of JSON Lines':
      "{ load: { executor: 'shared-iterations', iterations: 2 }, data: dataFromFile('data/orders.jsonl', { order: 'random' }) }, () => {}",
    'an hour of virtual time':
      "{ ...virtual, load: { executor: 'constant-arrival-rate', ratePerSecond: 1, durationMs: 3_600_000 } }, work",
    tags: "{ load: { executor: 'shared-iterations', iterations: 4 } }, ({ iteration }) => { iteration.tag('read') }",
    'a time of its own':
      "{ load: { executor: 'shared-iterations', iterations: 4 }, timeout: 20_000, seed: 7, meta: { team: 'orders' } }, work",
  },
}
