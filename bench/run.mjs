import { resolveScenario } from '../dist/config/resolve-scenario.js'
import { runScenario } from '../dist/run/run-scenario.js'
import { identity } from './identity.mjs'

/** The metrics of one run without Vitest. */
export async function run(options, workload) {
  const resolved = resolveScenario(options, { seed: 1, timeoutMs: null })
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  const scenario = resolved.value
  const request = { scenario, identity, workload, testContext: {}, signal: null, onProgress: () => {} }
  return (await runScenario(request)).metrics
}
