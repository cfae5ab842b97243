// @stress-isolation sealed
// A pool of workers for asynchronous jobs. Each customer is a virtual user with state of its own; the figures that matter
// here (how many jobs wait, how evenly workers are used) are metrics of the scenario's own.
import { check, counter, gauge, rate, stressTest, trend } from 'vitest-stress'
import { setTimeout as sleep } from 'node:timers/promises'
import { JobPool } from '../src/job-pool.ts'

const poolSize = 4

stressTest(
  'eight customers, four workers',
  {
    load: {
      executor: 'constant-concurrency',
      concurrency: 8,
      durationMs: 3_000,
      thinkTimeMs: { minMs: 1, maxMs: 10 },
    },
    target: () => new JobPool(poolSize),
    beforeEachUser: ({ userIndex }) => ({ customer: `customer-${userIndex}`, last: 0 }),
    metrics: {
      jobs: counter(),
      waiting: gauge(),
      firstWorker: rate(),
      result: trend(),
    },
    budgets: {
      throughput: { minPerSecond: 100 },
      latency: { p99: { maxMs: 250 } },
      metrics: {
        jobs: { min: 300 },
        // Eight customers with one job each: no more than four can ever wait.
        waiting: { max: 4 },
        // Used about as often as each of the four.
        firstWorker: { min: 0.1, max: 0.4 },
        result: { min: { min: 1 } },
      },
      checks: { '*': { min: 1 } },
    },
  },
  async ({ target, user, metrics }) => {
    metrics.waiting.set(target.waiting)
    const number = await target.run(async (worker) => {
      check('no more jobs at once than workers', target.busy <= poolSize)
      metrics.firstWorker.add(worker === 0)
      await sleep(5)
      return user.last + 1
    })
    // State of this customer alone: nobody else can have counted in between.
    check('jobs of one customer come one after another', number === user.last + 1)
    user.last = number
    metrics.result.record(number)
    metrics.jobs.add()
  },
)
