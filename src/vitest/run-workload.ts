import { onlyWorker } from '../model/workers.ts'
import { describeError } from '../run/describe-error.ts'
import { invalidMetrics } from '../run/invalid-metrics.ts'
import { runOnWorkers } from '../run/run-on-workers.ts'
import type { RunOutcome, RunRequest, WatchedRequest } from '../run/run-request.ts'
import { runScenario } from '../run/run-scenario.ts'
import { loadModule } from './load-module.ts'
import type { GivenWorkload } from './parse-arguments.ts'
import { requestBundle } from './request-bundle.ts'

/** One run: in this process (by `run`), from a function or a module, or on workers. */
export async function runWorkload(
  given: GivenWorkload,
  request: WatchedRequest,
  run: (request: RunRequest) => Promise<RunOutcome> = runScenario,
): Promise<RunOutcome> {
  if (!(given instanceof URL)) return run({ ...request, workload: given })
  try {
    const { workers } = request.scenario
    const bundle = workers.given ? await requestBundle(given, request.identity.project) : null
    if (workers.count > 1) return await runOnWorkers(request, bundle!)
    const module = await loadModule(given, bundle, request.scenario)
    const testContext = Object.create(request.testContext, {
      worker: { value: onlyWorker },
    }) as object
    return await run({ ...request, ...module, testContext })
  } catch (error) {
    const problem = `the module of the workload failed to load: ${describeError(error)}`
    return { metrics: invalidMetrics(request.identity, [problem]), recording: null, evidence: null }
  }
}
