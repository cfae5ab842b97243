import { describe, expect, test } from 'vitest'
import { faults } from '../../../src/chaos/faults.ts'
import { seededRandom, type Random } from '../../../src/foundation/random.ts'
import type { ScenarioMetrics } from '../../../src/model/metrics.ts'
import { runStorm, type View } from './storm.ts'
import { breaking, survivable } from './survival.ts'

/** A share by default; all 10,000 where `CHAOS_SEEDS` says so. */
const seeds = Number(process.env['CHAOS_SEEDS'] ?? 30)
const views: readonly View[] = ['deliveries', 'queue']
/** So much of the load is left in peace, so that there is something that certainly went right. */
const peaceful = 6

/** Up to 8 faults of any kind at any site that is survived, anywhere in the load. */
function drawFaults(view: View, random: Random) {
  const all = survivable(view)
  return Array.from({ length: random.integer(1, 8) }, () => {
    const { fault, site } = all[random.integer(0, all.length - 1)]!
    return {
      kind: fault.kind,
      sites: [site],
      ...fault.sample?.(() => random.next()),
      at: { operations: random.integer(peaceful, 18) },
      until: random.next() < 0.3 ? { forMs: random.integer(20, 600) } : { times: random.integer(1, 6) },
      probability: random.next() < 0.5 ? 1 : 0.5,
    }
  })
}

/** All that a run says against the system. That a fault found nothing to act on is none of it. */
function blamed({ verdict, problems, guarantees, budgets }: ScenarioMetrics): string[] {
  const missed = [...guarantees!.checks, ...budgets!].filter((each) => each.verdict !== 'pass')
  const told = problems.filter((problem) => !/^fault ".*" never fired/.test(problem))
  const unsaid = verdict === 'fail' && missed.length === 0 ? ['fail'] : []
  return [...missed.map((each) => JSON.stringify(each)), ...told, ...unsaid]
}

test(`a correct queue is never blamed, seeds 1 to ${seeds}`, { timeout: 60_000 + seeds * 300 }, async () => {
  const fired = new Set<string>()
  const alarms: string[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const view = views[seed % 2]!
    const { metrics } = await runStorm(view, seed, drawFaults(view, seededRandom(seed)))
    alarms.push(...blamed(metrics).map((what) => `seed ${seed}: ${what}`))
    for (const fault of metrics.faults!.schedule)
      if (fault.fired > 0) fired.add(`${fault.kind} at ${fault.sites.join()} (${view})`)
    expect(metrics.total_processed, `seed ${seed}`).toBe(24)
  }
  expect(alarms).toEqual([])
  const all = views.flatMap((view) =>
    survivable(view).map(({ fault, site }) => `${fault.kind} at ${site} (${view})`),
  )
  if (seeds >= 10_000) expect([...fired].sort()).toEqual(all.sort())
  expect(fired.size).toBeGreaterThan(all.length / 3)
})

describe.each(breaking.map((each) => [each.kind, each.site, each.view, each] as const))(
  '%s at %s, seen from the %s',
  (kind, site, view, { broken, beside, isCrowded }) => {
    const tries = Math.max(4, Math.round(seeds / 200))
    test(`is found whenever it fired, seeds 1 to ${tries}`, { timeout: 60_000 + tries * 300 }, async () => {
      let fired = 0
      for (let seed = 1; seed <= tries; seed++) {
        const random = seededRandom(seed).fork(kind)
        const at = { operations: random.integer(peaceful, 16) }
        const faults = [{ kind, sites: [site], at, until: { times: random.integer(4, 8) } }]
        const and = beside === undefined ? [] : [{ ...beside, at, until: { times: 24 } }]
        const { metrics } = await runStorm(view, seed, [...faults, ...and], isCrowded)
        if (metrics.faults!.schedule[0]!.fired === 0) continue
        fired++
        const found = [...metrics.guarantees!.checks, ...metrics.budgets!].filter(
          ({ verdict }) => verdict === 'fail',
        )
        const names = found.map((each) => ('guarantee' in each ? each.guarantee : each.budget))
        expect(
          names.filter((name) => broken.includes(name)),
          `seed ${seed}`,
        ).not.toEqual([])
        expect(metrics.verdict).toBe('fail')
      }
      expect(fired).toBeGreaterThanOrEqual(tries / 4)
    })
  },
)

test('every kind that no system survives is known to break something', () => {
  const hopeless = faults.filter((fault) => 'unsurvivable' in fault && fault.unsurvivable)
  const known = new Set(breaking.map(({ kind }) => kind))
  expect(hopeless.filter(({ kind }) => !known.has(kind))).toEqual([])
})
