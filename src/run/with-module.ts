import { InputError, type Problem } from '../foundation/problem.ts'
import { unknownName } from '../foundation/schema.ts'
import type { Scenario } from '../model/scenario.ts'
import type { WorkloadModule } from '../model/workload-module.ts'

/** A scenario with what its module exports in place of what stood for it. Throws `InputError` where metrics do not match. */
export function withModule(scenario: Scenario, module: WorkloadModule): Scenario {
  const { target, setup, teardown, observe, data } = module
  const problems = metricsNotMatching(scenario.metrics, module.metrics)
  if (problems.length > 0) throw new InputError('the module of the workload', problems)
  // What the module's code records in is what must be opened and read.
  const metrics = { ...scenario.metrics, ...module.metrics }
  return { ...scenario, target, setup, teardown, data, metrics, observe: observe ?? ((built) => built) }
}

function metricsNotMatching(named: Scenario['metrics'], exported: Scenario['metrics']): Problem[] {
  return Object.entries(exported).flatMap(([name, metric]): Problem[] => {
    const path = `export metrics.${name}`
    if (!Object.hasOwn(named, name)) {
      if (Object.keys(named).length > 0) return [unknownName(path, name, Object.keys(named), 'metric')]
      const expected = 'a metric that the scenario names in `metrics`'
      return [{ path, expected, got: 'a scenario without metrics' }]
    }
    const { kind } = named[name]!
    const expected = `a ${kind}, as in \`metrics\` of the scenario`
    return metric.kind === kind ? [] : [{ path, expected, got: `a ${metric.kind}` }]
  })
}
