import { dataFrom } from '../data/data-from.ts'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import type { DataSource } from '../model/data-source.ts'
import type { WorkloadModule } from '../model/workload-module.ts'
import { isDataSource } from './is-data-source.ts'
import { metricProblems } from './metric-problems.ts'

const functions = ['target', 'setup', 'teardown', 'observe'] as const

/** The parts of a module with a workload, given its exports. Throws `InputError` with every problem. */
export function readWorkloadModule(path: string, exports: Readonly<Record<string, unknown>>): WorkloadModule {
  const { default: workload, data, metrics = {} } = exports
  const problems: Problem[] = []
  if (typeof workload !== 'function')
    problems.push({
      path: 'default export',
      expected: 'the workload, a function',
      got: renderValue(workload),
    })
  for (const name of functions) {
    const given = exports[name]
    if (given !== undefined && typeof given !== 'function')
      problems.push({ path: `export ${name}`, expected: 'a function', got: renderValue(given) })
  }
  if (data !== undefined && !isDataSource(data)) {
    const expected = 'an array, or a source such as agentMessages()'
    problems.push({ path: 'export data', expected, got: renderValue(data) })
  }
  if (typeof metrics !== 'object' || metrics === null || Array.isArray(metrics)) {
    const expected = 'an object of metrics, by the names that the scenario gives them'
    problems.push({ path: 'export metrics', expected, got: renderValue(metrics) })
  } else problems.push(...metricProblems({ ...metrics }, 'export metrics'))
  if (problems.length > 0) throw new InputError(path, problems)
  const { target = null, setup = null, teardown = null, observe = null } = exports
  return {
    workload: workload as WorkloadModule['workload'],
    target: target as WorkloadModule['target'],
    setup: setup as WorkloadModule['setup'],
    teardown: teardown as WorkloadModule['teardown'],
    observe: observe as WorkloadModule['observe'],
    metrics: metrics as WorkloadModule['metrics'],
    data: Array.isArray(data) ? dataFrom(data) : ((data as DataSource<unknown> | undefined) ?? null),
  }
}
