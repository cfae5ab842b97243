import { test } from 'vitest'
import { coreCases } from '../conformance/core-cases.ts'
import type { CoreFactory } from '../conformance/core-factory.ts'
import { coreOptionsSchema, type ResolvedCoreOptions } from '../conformance/core-options.ts'
import type { IsolationModule } from '../conformance/isolation-module.ts'
import { runCoreCase } from '../conformance/run-core-case.ts'
import { realClock } from '../foundation/clock.ts'
import { formatProblem, InputError } from '../foundation/problem.ts'
import { check } from '../foundation/schema.ts'
import { showLocation } from '../isolation/imports/import-chains.ts'
import { currentIsolation } from '../isolation/isolation.ts'
import { no, yes } from '../isolation/validation/answer.ts'
import { watchIsolation } from '../run/watch-isolation.ts'
import { leaveAnswers } from './leave-answers.ts'

const timeoutMs = 120_000

/** Registers the test that holds the mock and the real core to one contract. */
export function answerContract(load: () => Promise<IsolationModule>): void {
  test('contract', { timeout: timeoutMs }, async ({ task }) => {
    leaveAnswers(task, [no('contract', 'it was begun and never ended')])
    const { mockCore, realCore, options } = await load()
    const checked = check(coreOptionsSchema, options ?? {}, 'options')
    if (!checked.ok) return leaveAnswers(task, [no('contract', ...checked.problems.map(formatProblem))])
    const mock = await judge('mockCore', mockCore, checked.value)
    const end = watchIsolation(null)
    const real = await judge('realCore', realCore, checked.value)
    const isReal = end(null)?.attempts.some(({ surface }) => surface === 'imports') ?? false
    const evidence = [...mock.evidence, ...real.evidence, ...(isReal ? [] : [notReal()])]
    leaveAnswers(task, [(mock.isKept && real.isKept && isReal ? yes : no)('contract', ...evidence)])
  })
}

/** Whatever it made, the contract says nothing of the core that stress runs must not reach. */
function notReal(): string {
  const { root = '', forbiddenModules = [] } = currentIsolation()?.policy ?? {}
  const named = [...new Set(forbiddenModules.map((module) => showLocation(module, root)))].join(', ')
  return `realCore loads nothing that stress runs are forbidden${named === '' ? '' : ` (${named})`}: it is not the real core`
}

async function judge(
  name: string,
  factory: CoreFactory | undefined,
  options: ResolvedCoreOptions,
): Promise<{ isKept: boolean; evidence: string[] }> {
  if (typeof factory !== 'function')
    return { isKept: false, evidence: [`the module exports no function ${name}, which makes one`] }
  const evidence: string[] = []
  try {
    for (const each of coreCases) {
      const { status, detail } = await runCoreCase(each, factory, options, realClock)
      const why = status === 'violated' ? detail : `it cannot be told: ${detail}`
      if (status !== 'kept') evidence.push(`${name}, ${each.name}: ${why}`)
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { isKept: false, evidence: error.problems.map((problem) => `${name}: ${formatProblem(problem)}`) }
  }
  const isKept = evidence.length === 0
  return {
    isKept,
    evidence: isKept ? [`${name}: ${coreCases.length} of ${coreCases.length} cases are kept`] : evidence,
  }
}
