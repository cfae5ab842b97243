import { isDeepStrictEqual } from 'node:util'
import { compareFigures } from '../../baseline/compare-figures.ts'
import { figuresOf } from '../../baseline/figures-of.ts'
import type { RunGate } from '../../compare/run-gate.ts'
import type { Comparison } from '../../model/comparison.ts'
import type { SeriesStats } from '../../model/metrics.ts'
import { mergeResponses } from './merge-responses.ts'
import { notPassed } from './not-passed.ts'
import type { StoredRun } from './stored-run.ts'

export interface ComparedScenario {
  name: string
  file: string
  outcome: 'not worse' | 'worse' | 'undecided' | 'not comparable'
  /** Why the two sides cannot be held against each other; each metric that is worse or undecided, and why. */
  problems: string[]
  comparison: Comparison | null
  gates: RunGate[]
  /** Response times of all runs of a side, from merged histograms; null without a sample. */
  responses: { side: string; runs: number; stats: SeriesStats | null }[]
}

export interface CompareTerms {
  margin: number
  gated: readonly string[]
}

const falseAlarms = 0.01

/** One scenario: the runs before, the runs after. */
export function compareScenario(
  before: readonly StoredRun[],
  after: readonly StoredRun[],
  { margin, gated }: CompareTerms,
): ComparedScenario {
  const { name, file } = (before[0] ?? after[0])!
  const [earlier, later] = [mergeResponses(before), mergeResponses(after)]
  const problems = [
    ...missing(before, after),
    ...repeated([...before, ...after]),
    ...copied([...before, ...after]),
    ...notPassed([...before, ...after]),
    ...differing(before, after),
    ...earlier.problems,
    ...later.problems,
  ]
  const responses = [
    { side: 'before', runs: before.length, stats: earlier.stats },
    { side: 'after', runs: after.length, stats: later.stats },
  ]
  if (problems.length > 0)
    return { name, file, outcome: 'not comparable', problems, comparison: null, gates: [], responses }
  const { comparison, gates } = compareFigures(before.map(figuresOf), after.map(figuresOf), {
    reference: `before (${count(before)})`,
    variant: `after (${count(after)})`,
    falseAlarms,
    more: 'both',
    margin,
    gated,
  })
  const bad = gates.filter(({ verdict }) => verdict !== 'pass')
  const isWorse = bad.some(({ verdict }) => verdict === 'fail')
  return {
    name,
    file,
    outcome: isWorse ? 'worse' : bad.length > 0 ? 'undecided' : 'not worse',
    problems: bad.map(({ metric, verdict, detail }) =>
      verdict === 'fail' ? `${metric} is worse` : `${metric} is undecided: ${detail}`,
    ),
    comparison,
    gates,
    responses,
  }
}

function missing(before: readonly StoredRun[], after: readonly StoredRun[]): string[] {
  if (before.length > 0 && after.length > 0) return []
  return [`it is only in the runs ${before.length > 0 ? 'before' : 'after'}`]
}

/** Scenarios of one name cannot be told apart, and their runs are not those of one. */
function repeated(runs: readonly StoredRun[]): string[] {
  const places = runs.map(({ path, ranOn }) => JSON.stringify([path, ranOn]))
  const again = runs.filter((_, at) => places.indexOf(places[at]!) !== at)
  return [...new Set(again.map(({ path }) => path))].map(
    (path) => `${path} has several scenarios of this name`,
  )
}

/** A run beside its own copy is as fast as itself. */
function copied(runs: readonly StoredRun[]): string[] {
  const identities = runs.map(({ started_at: at, seed, ranOn }) => JSON.stringify([at, seed, ranOn]))
  return runs.flatMap(({ path, started_at: at }, own) => {
    const first = runs[identities.indexOf(identities[own]!)]!
    return at && first.path !== path ? [`its run in ${path} is the one in ${first.path}`] : []
  })
}

function differing(before: readonly StoredRun[], after: readonly StoredRun[]): string[] {
  const [first, ...others] = [...before, ...after]
  const plans = others.filter((run) => !isDeepStrictEqual(planOf(run), planOf(first!)))
  const fields = Object.keys(first!.machine)
  const machines = fields.flatMap((field) => {
    const other = others.find(({ machine }) => machine[field] !== first!.machine[field])
    if (other === undefined) return []
    return [
      `another machine: ${field} is ${first!.machine[field]} in ${first!.path}, and ${other.machine[field]} in ${other.path}`,
    ]
  })
  return [
    ...plans.slice(0, 1).map(({ path }) => `another plan in ${path} than in ${first!.path}`),
    ...machines,
    ...seedProblems(before, after),
  ]
}

function planOf({ kind, plan, loads, faults, health }: StoredRun): unknown {
  return [
    kind,
    plan && planOfLoad(plan),
    loads && Object.entries(loads).map(([name, load]) => [name, load.start_after_ms, planOfLoad(load.plan)]),
    faults && (faults.drawn ?? faults.schedule.map((fault) => plannedOf.map((field) => fault[field]))),
    // Nobody asks whether the generator kept up where time is virtual.
    health == null ? 'virtual time' : 'real time',
  ]
}

/** A trace is told by its file, which may lie elsewhere and say something else: by how much it asks for. */
function planOfLoad(plan: NonNullable<StoredRun['plan']>): unknown {
  const { executor, options, planned_iterations: iterations, planned_ms: ms } = plan
  const { trace, ...others } = options
  return [
    executor,
    others,
    ms,
    trace === undefined ? null : [Array.isArray(trace) ? trace : null, iterations],
  ]
}

/** What of a fault was asked for; the rest is what became of it. */
const plannedOf = ['kind', 'on', 'at', 'until', 'probability', 'where', 'parameters']

/** Where each side has one seed for all its runs, what the seeds change is in no spread. */
function seedProblems(before: readonly StoredRun[], after: readonly StoredRun[]): string[] {
  const [one, other] = [before, after].map((side) => new Set(side.map(({ seed }) => seed)))
  const isFixed = before.length > 1 && after.length > 1 && one!.size === 1 && other!.size === 1
  if (!isFixed || before[0]!.seed === after[0]!.seed) return []
  return [`another seed: all runs before have ${before[0]!.seed}, all after ${after[0]!.seed}`]
}

function count({ length }: readonly StoredRun[]): string {
  return `${length} ${length === 1 ? 'run' : 'runs'}`
}
