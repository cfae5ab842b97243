import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ReproductionMetrics } from '../model/reproduction-metrics.ts'
import { testPattern } from '../report/test-pattern.ts'
import type { ShrinkArguments } from './shrink-arguments.ts'

/** What the run left. */
export interface ShrinkResult {
  verdict: string
  problems: string[]
  shrunk: ReproductionMetrics['shrunk']
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Has the project's own Vitest replay and shrink the scenario; what it prints goes to stderr. null: the scenario never ran.
 * Throws where the project has no Vitest.
 */
export async function runShrinking(
  { reference, scenario, config }: ShrinkArguments,
  project: string,
): Promise<ShrinkResult | null> {
  const manifest = createRequire(join(project, 'package.json')).resolve('vitest/package.json')
  const folder = mkdtempSync(join(tmpdir(), 'vitest-stress-shrink-'))
  const result = join(folder, 'result.json')
  const args = ['run', scenario.file, '-t', testPattern(scenario), ...(config ? ['--config', config] : [])]
  const child = spawn(process.execPath, [join(dirname(manifest), 'vitest.mjs'), ...args], {
    cwd: project,
    env: { ...process.env, VITEST_STRESS_REPLAY: reference, VITEST_STRESS_SHRINK: result },
    stdio: ['ignore', 2, 2],
  })
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal)
  for (const signal of signals) process.on(signal, passOn)
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', () => resolve())
    })
    return readResult(result)
  } finally {
    for (const signal of signals) process.off(signal, passOn)
    rmSync(folder, { recursive: true, force: true })
  }
}

function readResult(path: string): ShrinkResult | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ShrinkResult
  } catch {
    return null
  }
}
