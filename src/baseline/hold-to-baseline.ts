import { resolve } from 'node:path'
import {
  baselineVersion,
  type BaselineFile,
  type BaselineRun,
  type BaselineSection,
  type BaselineSettings,
} from '../model/baseline.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import type { Scenario } from '../model/scenario.ts'
import { addToBaseline } from './add-to-baseline.ts'
import { baselinePath } from './baseline-path.ts'
import { checkBaseline } from './check-baseline.ts'
import { figuresOf } from './figures-of.ts'
import { planOf } from './plan-of.ts'
import { readBaseline } from './read-baseline.ts'
import { readMachineClass } from './read-machine-class.ts'
import { writeBaseline } from './write-baseline.ts'

/**
 * Stores what a run came to, or holds it against what is stored. Only a run that passed: any other has its verdict, and its
 * figures are no measure. `write` is given where the baseline goes, and what writes it at a path. Rejects where it cannot be written.
 */
export async function holdToBaseline(
  metrics: ScenarioMetrics,
  scenario: Scenario,
  settings: BaselineSettings,
  root: string,
  write: (path: string, writeAt: (path: string) => void) => Promise<void>,
): Promise<BaselineSection> {
  const { name, file, project } = metrics
  const path = baselinePath({ name, file, project })
  const { mode } = settings
  const section = { mode, file: path, runs: 0, problems: [], notes: [], gates: [], comparison: null }
  if (metrics.verdict !== 'pass')
    return { ...section, outcome: mode === 'write' ? 'not written' : 'not checked' }
  const now: Omit<BaselineFile, 'runs'> = {
    baseline_version: baselineVersion,
    name,
    file,
    project,
    plan: planOf(scenario),
    machine: readMachineClass(root),
  }
  const before = readBaseline(resolve(root, path))
  const run = runOf(metrics)
  if (mode === 'check') return { ...section, ...checkBaseline(before, now, run, settings) }
  const { baseline, notes } = addToBaseline(before, now, run)
  await write(resolve(root, path), (at) => writeBaseline(at, baseline))
  return { ...section, outcome: 'written', runs: baseline.runs.length, notes }
}

function runOf(metrics: ScenarioMetrics): BaselineRun {
  return {
    at: metrics.started_at ?? '',
    commit: process.env['GITHUB_SHA'] ?? process.env['CI_COMMIT_SHA'] ?? null,
    seed: metrics.seed,
    samples: metrics.latency?.response?.count ?? 0,
    values: { ...figuresOf(metrics) },
    response: metrics.histograms?.response ?? null,
  }
}
