import type { BaselineFile, BaselineRun } from '../../src/model/baseline.ts'

/** Around 100/s and 10 ms; `factor`: so much slower. */
export function baselineRun(factor = 1, seed = 7): BaselineRun {
  return {
    at: '2026-01-02T03:04:05.000Z',
    commit: null,
    seed,
    samples: 100,
    values: {
      throughput: 100 / factor,
      'latency.p50': 10 * factor,
      'latency.p95': 11 * factor,
      'latency.p99': 12 * factor,
    },
    response: null,
  }
}

export const baselineNow: Omit<BaselineFile, 'runs'> = {
  baseline_version: 1,
  name: 'orders survive',
  file: 'stress/orders.stress.ts',
  project: null,
  plan: {
    kind: 'standard',
    workers: { count: 1, kind: 'thread' },
    loads: [{ name: null, start_after_ms: 0, options: { executor: 'shared-iterations', iterations: 10 } }],
    faults: [],
    virtual_time: false,
  },
  machine: {
    cpu: 'a processor',
    cores: 2,
    cpu_limit: null,
    memory_limit_bytes: null,
    node: 'v20.20.2',
    os: 'Linux x64',
    lockfile: 'abc',
    vitest_stress: '0.1.0',
  },
}

/** Runs that differ by a per cent or two. */
export const tenRuns: BaselineRun[] = [1, 1.02, 0.98, 1.01, 0.99, 1.02, 0.98, 1, 1.01, 0.99].map((factor) =>
  baselineRun(factor),
)
