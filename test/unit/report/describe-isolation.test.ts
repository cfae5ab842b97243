import { expect, test } from 'vitest'
import type { AttemptMetrics } from '../../../src/model/isolation-metrics.ts'
import { describeIsolation } from '../../../src/report/describe-isolation.ts'

const attempt = (blocked: boolean, count: number): AttemptMetrics => ({
  surface: 'network',
  what: 'net.connect',
  where_to: 'a:1',
  blocked,
  count,
  call_site: null,
  frame: null,
  chain: null,
})

test('the strength, what was tried, and how far each surface was watched', () => {
  const isolation = {
    strength: 'fenced' as const,
    surfaces: {
      network: 'intercepted',
      files: 'enforced',
      exits: 'intercepted',
      imports: 'unguarded',
    } as const,
    attempts: [attempt(true, 2), attempt(false, 1_200)],
    violations: 2,
    leaks: null,
    heap: null,
  }
  expect(describeIsolation(isolation)).toBe(
    'fenced, 2 blocked, 1,200 allowed; enforced by Node: files; intercepted, not enforced: network, exits; not guarded: imports',
  )
})
