import { expect, test } from 'vitest'
import { runShared as run } from '../support/run-shared.ts'

const count = Number(process.env['SIMULATION_SEEDS'] ?? 3)
const seeds = Array.from({ length: count }, (_, index) => index + 1)

test.each(seeds)(
  'a queue that serves who comes first is caught, and a fair one passes: seed %i',
  async (seed) => {
    const unfair = (await run('first-come', { seed })).metrics
    const small = Object.entries(unfair.tenants!.each).filter(([name]) => name !== 'hog')
    for (const [, { p99_ratio: ratio }] of small) expect(ratio).toBeGreaterThan(5)
    expect(unfair.verdict).toBe('fail')
    expect(unfair.tenants!.jain).toBeLessThan(0.6)
    const fair = (await run('fair', { seed })).metrics
    for (const name of ['a', 'b']) expect(fair.tenants!.each[name]!.p99_ratio).toBeLessThan(1.5)
    expect(fair.verdict).toBe('pass')
    expect(fair.tenants!.jain).toBeGreaterThan(0.8)
  },
)
