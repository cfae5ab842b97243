import type { CleanFile } from './clean-file.ts'

/** Scenarios on workers. */
export const workers: CleanFile = {
  strength: 'sealed',
  head: `
import { counter } from 'vitest-stress'
const load = { executor: 'shared-iterations', iterations: 6, concurrency: 2 } as const
const metrics = { orders: counter() }
const module = new URL('./shop.workload.ts', import.meta.url)`,
  scenarios: {
    'a module in this process': '{ load, metrics }, module',
    'one thread': '{ load, metrics, workers: 1 }, module',
    'two threads': '{ load, metrics, workers: 2 }, module',
    'one process': "{ load, metrics, workers: { count: 1, kind: 'process' } }, module",
    'two processes': "{ load, metrics, workers: { count: 2, kind: 'process' } }, module",
  },
}
