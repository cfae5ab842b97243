import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { accountDeliveries } from '../../src/check/delivery-account.ts'
import type { Guarantee } from '../../src/check/guarantee.ts'
import { guarantees } from '../../src/check/guarantees.ts'
import { evidenceOf } from '../support/guarantees.ts'
import { presets } from '../../src/config/presets.ts'
import {
  commonFields,
  closedFields,
  openFields,
  loadSchemaOf,
  type ExecutorDefinition,
} from '../../src/load/executor.ts'
import { executors } from '../../src/load/executors.ts'
import { arrivalTimes } from '../../src/load/arrivals.ts'
import { agentOf, type LoadPlan } from '../../src/model/load-plan.ts'
import { Ledger } from '../../src/record/ledger.ts'
import { verdicts } from '../../src/model/verdict.ts'
import { scenarioOf } from '../support/virtual-run.ts'
import { planOf } from '../support/drive.ts'

/** A load of each executor. A new executor has no entry, and fails here until it has. */
const loads: Record<string, Record<string, unknown>> = {
  'shared-iterations': { iterations: 20, concurrency: 3 },
  'per-agent-iterations': { agents: 3, iterations: 5 },
  'constant-concurrency': { concurrency: 2, durationMs: 500 },
  'ramping-concurrency': { stages: [{ durationMs: 500, target: 3 }], thinkTimeMs: { meanMs: 20 } },
  'constant-arrival-rate': { ratePerSecond: 50, durationMs: 400, arrivals: 'poisson' },
  'ramping-arrival-rate': {
    stages: [
      { durationMs: 400, target: 50 },
      { durationMs: 0, target: 20 },
      { durationMs: 200, target: 0 },
    ],
    arrivals: 'poisson',
  },
  replay: {
    trace: [
      { at_ms: 0, recipient: 'a' },
      { at_ms: 70, recipient: 'b' },
    ],
  },
}
const all: readonly ExecutorDefinition[] = executors

const isOneSentence = (text: string): boolean => /^[^\s].{5,150}$/.test(text)

test('names in each registry are unique', () => {
  for (const names of [
    all.map(({ name }) => name),
    guarantees.map(({ name }) => name),
    presets.map(({ kind }) => kind),
  ]) {
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(0)
  }
})

test('every executor has a file of its name, and every file in executors/ is registered', () => {
  const files = readdirSync(new URL('../../src/load/executors/', import.meta.url)).map((file) =>
    file.replace(/\.ts$/, ''),
  )
  expect(files.sort()).toEqual(all.map(({ name }) => name).sort())
})

test('every guarantee has a file of its name, and every file in guarantees/ is registered', () => {
  const files = readdirSync(new URL('../../src/check/guarantees/', import.meta.url))
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  expect(files.sort()).toEqual(guarantees.map(({ name }) => `${kebab(name)}.ts`).sort())
})

describe.each(all.map((executor) => [executor.name, executor] as const))('executor %s', (name, executor) => {
  const load = { executor: name, ...loads[name] }

  test('is tried here, and described', () => {
    expect(loads).toHaveProperty([name])
    expect(isOneSentence(executor.summary) && executor.summary.endsWith('.')).toBe(true)
    const shared: object = { ...commonFields, ...(executor.model === 'open' ? openFields : closedFields) }
    for (const [field, schema] of Object.entries({ ...shared, ...executor.fields })) {
      expect([field, (schema as { description?: string }).description ?? '']).toEqual([
        field,
        expect.stringMatching(/\S{3}/),
      ])
    }
  })

  test('makes a plan of its model, under its name', () => {
    expect(planOf(load)).toMatchObject({ executor: name, model: executor.model })
  })

  test('makes the same plan for the same seed, as data that survives JSON', () => {
    const plan = planOf(load, 3)
    expect(planOf(load, 3)).toEqual(plan)
    const throughJson = JSON.parse(JSON.stringify(plan)) as LoadPlan
    expect(throughJson).toEqual(plan)
    if (plan.model === 'open' && throughJson.model === 'open') {
      const [next, again] = [arrivalTimes(plan.arrivals), arrivalTimes(throughJson.arrivals)]
      for (let index = 0; index <= plan.plannedIterations; index++) expect(again()).toBe(next())
    }
  })

  test('is bounded by a count or by time', () => {
    const { plannedIterations, plannedMs } = planOf(load)
    expect(plannedIterations ?? plannedMs).toBeGreaterThan(0)
  })

  test('lets `agents: n` stand in it, dealt in turn', () => {
    const plan = planOf({ ...load, agents: 3 })
    expect([0, 1, 2, 3].map((index) => agentOf(plan, index))).toEqual([
      'Agent-1',
      'Agent-2',
      'Agent-3',
      'Agent-1',
    ])
  })

  test('refuses an option that it does not have', () => {
    expect(loadSchemaOf(executor).safeParse({ ...load, nonsense: 1 }).success).toBe(false)
    expect(loadSchemaOf(executor).safeParse(load).success).toBe(true)
  })

  test('reports its options as data, defaults applied', () => {
    const loadOptions = scenarioOf({ load }).loads[0]!.options
    expect(JSON.parse(JSON.stringify(loadOptions))).toEqual(loadOptions)
    expect(loadOptions).toMatchObject({
      executor: name,
      warmupMs: 0,
      iterationTimeoutMs: 30_000,
      drainMs: 10_000,
    })
  })
})

const onLedger = (guarantees as readonly Guarantee[]).filter(({ judgedOn }) => judgedOn === 'ledger')
const onHistory = (guarantees as readonly Guarantee[]).filter(({ judgedOn }) => judgedOn === 'history')

test.each((guarantees as readonly Guarantee[]).map((one) => [one.name, one] as const))(
  'guarantee %s is described',
  (_, { summary }) => {
    expect(isOneSentence(summary) && summary.endsWith('.')).toBe(true)
  },
)

const account = (play: (ledger: Ledger) => void) => {
  const ledger = new Ledger()
  play(ledger)
  return accountDeliveries(ledger, true, 'observed')
}

describe.each(onHistory.map((one) => [one.name, one] as const))('guarantee %s', (_, guarantee) => {
  test('is invalid where no history was recorded, never a pass', () => {
    const evidence = evidenceOf(account((ledger) => ledger.delivered({ producer: 'p', sequence: 0 }, 'a')))
    for (const place of ['queue', 'deliveries', 'channel'] as const)
      expect(guarantee.check({ ...evidence, place }, {}).verdict).toBe('invalid')
  })
})

describe.each(onLedger.map((one) => [one.name, one] as const))('guarantee %s', (_, guarantee) => {
  const message = { producer: 'p', sequence: 0 }
  const fine = () =>
    account((ledger) => {
      ledger.enqueueInvoked(message, ['a'])
      ledger.enqueueOk(message, ['a'])
      ledger.delivered(message, 'a')
    })
  const check = (given: ReturnType<typeof fine>) => guarantee.check(evidenceOf(given), {})

  test('is pure: it says the same twice, and leaves the account as it was', () => {
    const frozen = structuredClone(fine())
    Object.freeze(frozen.summary)
    Object.values(frozen.examples).forEach(Object.freeze)
    expect(check(frozen)).toEqual(check(fine()))
    expect(frozen).toEqual(fine())
  })

  test('fails on what came from nowhere, and passes what is right', () => {
    expect(check(fine()).verdict).toBe('pass')
    const finding = check(account((ledger) => ledger.delivered(message, 'a')))
    expect(finding.verdict).toBe('fail')
    expect(finding.examples.length).toBeGreaterThan(0)
  })

  test('says a verdict, one line, and at most eight examples', () => {
    const finding = check(
      account((ledger) => {
        for (let sequence = 0; sequence < 50; sequence++) ledger.delivered({ producer: 'p', sequence }, 'a')
      }),
    )
    expect(verdicts).toContain(finding.verdict)
    expect(finding.summary).toMatch(/^[^\n]+$/)
    expect(finding.examples.length).toBeLessThanOrEqual(8)
  })
})

describe.each(presets.map((preset) => [preset.kind, preset] as const))('kind %s', (kind, preset) => {
  test('is described, and is a scenario by itself', () => {
    expect(isOneSentence(preset.summary)).toBe(true)
    expect(scenarioOf({ kind, target: () => ({}) }).loads[0]!.plan.plannedIterations).toBeGreaterThan(0)
  })

  test('asks for every iteration to succeed', () => {
    expect(preset.budgets.successRate).toEqual({ min: 1 })
  })
})
