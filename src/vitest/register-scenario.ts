import { TestRunner } from 'vitest'
import { InputError, type Problem } from '../foundation/problem.ts'
import { secondTime } from '../model/second-time.ts'
import { captureCallSite } from './call-site.ts'
import { carryFixtures, wantNoFixtures } from './carry-fixtures.ts'
import { timesOf } from './choose-run.ts'
import { parseArguments } from './parse-arguments.ts'
import { pointTo } from './point-to.ts'
import { readStressContext } from './read-stress-context.ts'
import { rejectScenario } from './reject-scenario.ts'
import { resolveRun } from './resolve-run.ts'
import { runDeclared, type DeclaredContext, type DeclaredScenario } from './run-declared.ts'
import { splitOptions } from './split-options.ts'

/** What `.skip`, `.only`, `.fails`, `.extend` and the like left for the call. */
type Chain = Record<string, unknown>

interface TestCollector {
  fn: (
    this: Chain,
    name: unknown,
    options: object,
    handler?: (context: DeclaredContext) => Promise<void>,
  ) => void
}

/** It would be registered and never run. */
const calledInsideTest: Problem = {
  path: 'stressTest',
  expected: 'to be called at the top level or in describe (inside a test, use runStress)',
  got: 'a call inside a test',
}

/**
 * Registers a scenario as a test of Vitest's. The plan is made here, at collection, because the timeout follows from it.
 * Bad input must not take the whole file down: it is registered as well, and fails when it runs.
 */
export function registerScenario(this: Chain, name: unknown, second?: unknown, third?: unknown): void {
  const callSite = captureCallSite()
  if (TestRunner.getCurrentTest()) throw pointTo(new InputError('stressTest', [calledInsideTest]), callSite)
  const given = parseArguments(second, third)
  const { vitest, stress, problems } = splitOptions(given.options, this)
  const { fails, timeout, ...own } = vitest
  const chain = { ...this, fails: undefined, concurrent: undefined, sequential: undefined }
  const meta = { ...own.meta, stress: { declared: true } }
  // `fails` is judged by the verdict, not by whether something was thrown; the rest would be inherited if not set.
  const fixed = { ...own, meta, fails: false, retry: 0, repeats: 0, concurrent: false }
  const collector = TestRunner.getCurrentSuite().test as unknown as TestCollector
  const inheritedRetry = optionsOfSuite().retry
  const skipped = given.todo || Boolean(own.skip ?? own.todo ?? this['skip'] ?? this['todo'])
  if (skipped)
    return collector.fn.call(chain, name, fixed, given.workload ? async () => undefined : undefined)

  const { seed, graceMs, replay, twice } = readStressContext()
  const how = { timeoutMs: timeout ?? null, module: given.workload instanceof URL }
  const resolved = resolveRun(stress, { seed, ...how })
  const wrong = [...given.problems, ...problems, ...(resolved.ok ? [] : resolved.problems)]
  const expectedVerdict = (fails ?? this['fails'] ?? optionsOfSuite().fails) ? 'fail' : 'pass'
  if (!resolved.ok || wrong.length > 0 || !given.workload) {
    const handler = rejectScenario({ options: stress, problems: wrong, expectedVerdict, seed, callSite })
    wantNoFixtures(handler)
    return collector.fn.call(chain, name, fixed, handler)
  }
  const { workload } = given
  const about = { options: stress, resolved: resolved.value, workload, callSite, inheritedRetry }
  const declared: DeclaredScenario = { ...how, ...about, expectedVerdict }
  const handler = (context: DeclaredContext): Promise<void> => runDeclared(context, declared)
  // A module has no parameters that could name fixtures.
  if (workload instanceof URL) wantNoFixtures(handler)
  else carryFixtures(handler, workload)
  // A run ends by itself at its limit; Vitest's own timeout comes after that, and the watchdog's after Vitest's.
  const { timeLimitMs, clearAwayMs } = resolved.value.scenario
  const limitMs = timesOf(declared, replay) * timeLimitMs + clearAwayMs + graceMs / 2
  const options = { ...fixed, timeout: Math.ceil(limitMs) }
  collector.fn.call(chain, name, options, handler)
  // A test of its own: it has its own entry everywhere, and `--sequence.shuffle.tests` puts others between the two.
  if (twice)
    collector.fn.call(
      chain,
      String(name) + secondTime,
      { ...options, meta: { ...meta, stress: { declared: true } } },
      handler,
    )
}

/** What the test would have got from `describe`. The retry of the project is the plugin's to report. */
function optionsOfSuite(): { retry?: unknown; fails?: unknown } {
  return TestRunner.getCurrentSuite().options ?? {}
}
