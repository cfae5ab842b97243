import type { TestCase, TestModule } from 'vitest/node'
import type { ScenarioMetrics } from '../model/metrics.ts'
import type { RunIdentity } from '../model/wire.ts'
import { invalidMetrics } from '../run/invalid-metrics.ts'
import { fileOfModule } from './file-of-module.ts'
import { runIdOf } from './run-id.ts'

export interface SilentTest {
  metrics: ScenarioMetrics
  /** Whether Vitest has told the user why. */
  shown: boolean
}

/** Entries for stress tests that should have run and of which nothing was heard: they must not pass by absence. */
export function silentTests(
  modules: readonly TestModule[],
  heardOf: (testId: string) => boolean,
  run: SilentRun,
): SilentTest[] {
  return modules
    .flatMap((module) => [...module.children.allTests()])
    .filter((test) => test.meta().stress?.declared === true && !heardOf(test.id))
    .filter((test) => {
      const { state } = test.result()
      return state !== 'skipped' && !(run.interrupted && state === 'pending')
    })
    .map((test) => ({
      metrics: invalidMetrics(identityOf(test, run), [reasonOf(test)]),
      shown: test.result().state === 'failed',
    }))
}

interface SilentRun {
  seed: number
  root: string
  /** Then it is no wonder that tests never started. */
  interrupted: boolean
}

function identityOf(test: TestCase, { seed, root }: SilentRun): RunIdentity {
  return {
    id: runIdOf(test.id, 1),
    name: test.fullName,
    file: fileOfModule(test.module, root),
    project: test.project.name || null,
    kind: 'standard',
    seed,
    expectedVerdict: 'pass',
    number: null,
  }
}

function reasonOf(test: TestCase): string {
  const { state, errors } = test.result()
  if (state === 'pending') return 'it never ran: its worker process ended before'
  const messages = (errors ?? []).map(({ message }) => message.split('\n')[0])
  return messages.length > 0
    ? `it ended before its run began: ${messages.join('; ')}`
    : 'it reported no metrics'
}
