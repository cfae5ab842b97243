import { formatProblem, renderValue, type Problem } from '../foundation/problem.ts'
import { check, longestMs, type Checked, type z } from '../foundation/schema.ts'
import type { CapacitySearch } from '../model/capacity-search.ts'
import type { Budgets, Scenario } from '../model/scenario.ts'
import { noConfidence } from './confidence-problems.ts'
import { fewestProbes, growthSteps, probesFor } from './growth-steps.ts'
import { pointElsewhere } from './point-elsewhere.ts'
import { probeBudgets } from './probe-budgets.ts'
import { resolveScenario, type ResolveContext } from './resolve-scenario.ts'
import { scenarioSchema } from './scenario-schema.ts'
import { capacityFields } from './search-schema.ts'

type Search = z.output<(typeof capacityFields)['search']>

/** What of `search` is not about the load of a probe. */
const ofSearch = ['minPerSecond', 'maxPerSecond', 'tolerance', 'probeMs', 'maxProbes']

const ownOptions = ['search', 'minCapacityPerSecond'] as const

export const capacitySchema = scenarioSchema
  .omit({
    kind: true,
    load: true,
    loads: true,
    workers: true,
    faults: true,
    chaos: true,
    recovery: true,
    faultPoints: true,
    shrink: true,
  })
  .extend(capacityFields)
/** What `search` stands in for: told as out of place, not as unknown. */
const notBesideSearch = ['kind', 'load', 'loads'] as const
/** A rate that is kept while things go wrong is no capacity. */
const notInProbes = ['faults', 'chaos', 'recovery', 'faultPoints', 'shrink'] as const

/** As for all runs: no machine is more exact. */
const leastLatenessMs = 10

/** Stands in where `search` is wrong, so that all else is checked as well. */
const anySearch: Search = capacityFields.search.parse({ minPerSecond: 1, maxPerSecond: 2, maxInFlight: 1 })

/** Parses what the user gave to `findCapacity` and applies every default. All problems come at once. */
export function resolveCapacity(
  input: unknown,
  context: Omit<ResolveContext, 'timeoutMs'>,
): Checked<CapacitySearch> {
  const given = recordOf(input)
  const own =
    input === undefined || given === input ? omit(given, [...notBesideSearch, ...notInProbes]) : input
  const checked = check(capacitySchema, own, '')
  const searched = check(capacityFields.search, given['search'], 'search')
  const search = searched.ok ? searched.value : anySearch
  const at = (ratePerSecond: number, seed?: number): Checked<Scenario> =>
    inWordsOfSearch(
      resolveScenario(probeOptions(given, search, ratePerSecond, seed), { ...context, timeoutMs: null }),
    )
  const [first, last] = [at(search.minPerSecond), at(search.maxPerSecond)]
  const found = [
    ...(checked.ok ? [] : checked.problems),
    ...notBesideSearch.flatMap((path) => (given[path] === undefined ? [] : [outOfPlace(path, given[path])])),
    ...notInProbes.flatMap((path) => (given[path] === undefined ? [] : [noFaults(path, given[path])])),
    ...(first.ok ? [] : first.problems),
    ...(last.ok ? [] : last.problems),
    ...(searched.ok ? searchProblems(searched.value, given['minCapacityPerSecond']) : []),
    ...(checked.ok ? noConfidence(checked.value.budgets) : []),
    ...(hasLimit(given['budgets']) ? [] : [noBudget(given['budgets'])]),
  ]
  // A probe has no `load` for the user to write in.
  const problems = distinct(pointElsewhere(found, capacitySchema, null))
  const { minPerSecond, maxPerSecond, tolerance, maxProbes, probeMs, warmupMs } = search
  const steps = growthSteps(maxPerSecond / minPerSecond, tolerance, maxProbes)
  if (!checked.ok || !first.ok || !last.ok || steps === null || problems.length > 0)
    return { ok: false, problems }
  const { seed, timeLimitMs, clearAwayMs, virtualLimitMs } = first.value
  const plannedProbes = probesFor(maxPerSecond / minPerSecond, tolerance, steps)
  return {
    ok: true,
    value: {
      terms: { minPerSecond, maxPerSecond, tolerance, growthSteps: steps, maxProbes },
      plannedProbes,
      minCapacityPerSecond: checked.value.minCapacityPerSecond ?? null,
      seed,
      leastMs: virtualLimitMs === null ? plannedProbes * (warmupMs + probeMs) : 0,
      timeLimitMs: Math.min(maxProbes * (timeLimitMs + clearAwayMs), longestMs / 2),
      scenarioAt: (ratePerSecond, seedOfProbe) => {
        const probe = at(ratePerSecond, seedOfProbe)
        if (!probe.ok) throw new Error(`no scenario at ${ratePerSecond}/s: ${JSON.stringify(probe.problems)}`)
        return offeredInTime(probe.value, tolerance * probeMs)
      },
    },
  }
}

/** The options of one probe, as of a scenario. */
function probeOptions(
  given: Record<string, unknown>,
  search: Search,
  ratePerSecond: number,
  seed: number | undefined,
): Record<string, unknown> {
  const known = Object.keys(omit(capacitySchema.shape, ownOptions))
  const own = Object.fromEntries(known.map((name) => [name, given[name]]))
  // Where hooks run for each user, a number must have been given: a default would not do.
  const isGiven = recordOf(given['search'])['maxInFlight'] !== undefined
  const load = omit(search, isGiven ? ofSearch : [...ofSearch, 'maxInFlight'])
  return {
    ...own,
    budgets: probeBudgets(given['budgets'] as Budgets | undefined, { ...search, ratePerSecond }),
    load: { executor: 'constant-arrival-rate', ratePerSecond, durationMs: search.probeMs, ...load },
    ...(seed === undefined ? {} : { seed }),
  }
}

/**
 * Starts that come later than this were not offered at the rate, however loose the budgets are. How long an answer takes is
 * for limits on latency: throughput is judged as a pace.
 */
function offeredInTime(scenario: Scenario, latestMs: number): Scenario {
  const loads = scenario.loads.map((load) => ({
    ...load,
    latenessLimitMs: Math.min(load.latenessLimitMs, Math.max(leastLatenessMs, latestMs)),
  }))
  return { ...scenario, loads, budgets: { ...scenario.budgets, throughputIsPace: true } }
}

function searchProblems(search: Search, leastCapacity: unknown): Problem[] {
  const { minPerSecond, maxPerSecond, tolerance, maxProbes } = search
  if (maxPerSecond <= minPerSecond) {
    const expected = `a number above minPerSecond, ${minPerSecond}`
    return [{ path: 'search.maxPerSecond', expected, got: String(maxPerSecond) }]
  }
  const problems: Problem[] = []
  const needed = fewestProbes(maxPerSecond / minPerSecond, tolerance)
  if (needed > maxProbes) {
    const expected = `at least ${needed} for these rates and this tolerance`
    problems.push({ path: 'search.maxProbes', expected, got: String(maxProbes) })
  }
  if (typeof leastCapacity === 'number' && leastCapacity > maxPerSecond) {
    const expected = `at most search.maxPerSecond, ${maxPerSecond}, because no higher rate is offered`
    problems.push({ path: 'minCapacityPerSecond', expected, got: String(leastCapacity) })
  }
  return problems
}

function outOfPlace(path: string, value: unknown): Problem {
  const expected = 'nothing: findCapacity makes the load of each probe from `search`'
  return { path, expected, got: renderValue(value) }
}

function noFaults(path: string, value: unknown): Problem {
  const expected = 'nothing: findCapacity measures what holds while nothing goes wrong; use stressTest'
  return { path, expected, got: renderValue(value) }
}

function noBudget(budgets: unknown): Problem {
  const expected =
    'one limit at least, which tells a rate that is kept from one that is not: { latency: { p99: { maxMs: 100 } } }'
  return { path: 'budgets', expected, got: renderValue(budgets) }
}

function hasLimit(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value !== undefined && value !== null
  return Object.values(value).some(hasLimit)
}

/** The user knows no `load`. */
function inWordsOfSearch(scenario: Checked<Scenario>): Checked<Scenario> {
  if (scenario.ok) return scenario
  const problems = scenario.problems.map((problem) => ({
    ...problem,
    path: problem.path.replace(/^load\b/, 'search'),
  }))
  return { ok: false, problems }
}

/** What is wrong with the options is mostly wrong at both ends of the search. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()]
}

function omit(record: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}

function recordOf(value: unknown): Record<string, unknown> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? (value as Record<string, unknown>) : {}
}
