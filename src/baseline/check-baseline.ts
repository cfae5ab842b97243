import type { BaselineFile, BaselineRun, BaselineSection, BaselineSettings } from '../model/baseline.ts'
import type { ComparedMetric } from '../model/comparison.ts'
import { compareFigures } from './compare-figures.ts'
import { differences } from './differences.ts'
import type { ReadBaseline } from './read-baseline.ts'

type Checked = Pick<BaselineSection, 'runs' | 'outcome' | 'problems' | 'notes' | 'gates' | 'comparison'>

const falseAlarms = 0.01
const nothing = { runs: 0, notes: [], gates: [], comparison: null }

/** One run that is now, beside the stored ones. First it is asked whether the two can be held against each other at all. */
export function checkBaseline(
  before: ReadBaseline,
  now: Omit<BaselineFile, 'runs'>,
  run: Pick<BaselineRun, 'values' | 'seed'>,
  { margin, gated }: BaselineSettings,
): Checked {
  if (!before.ok) return { ...nothing, outcome: 'not comparable', problems: [withRemedy(before.problem)] }
  const { runs } = before.baseline
  const { problems, notes } = differences(before.baseline, now)
  problems.push(...seedProblems(runs, run.seed))
  if (problems.length > 0)
    return {
      ...nothing,
      runs: runs.length,
      notes,
      outcome: 'not comparable',
      problems: problems.map(withRemedy),
    }
  const { comparison, gates } = compareFigures(
    runs.map(({ values }) => values),
    [run.values],
    {
      reference: `baseline (${runs.length} ${runs.length === 1 ? 'run' : 'runs'})`,
      variant: 'now',
      falseAlarms,
      more: 'reference',
      margin,
      gated,
    },
  )
  const bad = gates.filter(({ verdict }) => verdict !== 'pass')
  const isWorse = bad.some(({ verdict }) => verdict === 'fail')
  return {
    runs: runs.length,
    outcome: isWorse ? 'worse' : bad.length > 0 ? 'undecided' : 'kept',
    problems: bad.map(({ metric, verdict, detail }) =>
      verdict === 'fail'
        ? describeWorse(comparison.metrics.find(({ name }) => name === metric)!)
        : `${metric} beside the baseline is undecided: ${detail}`,
    ),
    notes,
    gates,
    comparison,
  }
}

/** What another seed changes is in the spread of the baseline only where its runs had several. */
function seedProblems(runs: readonly BaselineRun[], seed: number): string[] {
  const seeds = new Set(runs.map((run) => run.seed))
  if (seeds.size > 1 || seeds.has(seed)) return []
  return runs.length === 1
    ? []
    : [`another seed: all runs of the baseline have ${[...seeds][0]}, and this one ${seed}`]
}

function withRemedy(problem: string): string {
  return `the baseline says nothing: ${problem}; VITEST_STRESS_BASELINE=write stores one`
}

function describeWorse({ name, ratio, interval, margin, confidence }: ComparedMetric): string {
  const percent = (of: number): string => `${of >= 1 ? '+' : ''}${(100 * (of - 1)).toFixed(1)} %`
  const between = `${percent(interval!.from)} to ${percent(interval!.to)} at ${Number((100 * confidence).toPrecision(4))} %`
  return `${name} is worse than the baseline: ${percent(ratio!)} (${between}; the margin is ${100 * margin} %)`
}
