import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { httpClient } from '../../../src/http/http-client.ts'
import { check } from '../../../src/record/custom/check.ts'
import { counter } from '../../../src/record/custom/counter.ts'
import { group } from '../../../src/record/custom/group.ts'
import { Mistakes } from '../../../src/record/mistakes.ts'
import { renderFailure } from '../../../src/report/render-failure.ts'
import { runVirtually, type Given } from '../../support/virtual-run.ts'

const load = { executor: 'shared-iterations', iterations: 40, concurrency: 4 }
const client = httpClient({ baseUrl: 'http://127.0.0.1:1' })
const misspelt = (): unknown => client.get('/', { timeoutMS: 5 } as never)

describe('a workload that calls something of ours wrongly', () => {
  test.each<[string, (given: Given<unknown>) => unknown, string]>([
    ['an option of a request', misspelt, 'request: 1 problem\n  timeoutMS: '],
    ['the name of a check', () => check('', true), 'check: expected a name that is not empty, got ""'],
    ['the outcome of a check', () => check('a', 1 as never), 'check("a"): expected true or false, got 1'],
    ['the work of a group', () => group('a', 1 as never), 'group("a"): expected a function, got 1'],
    ['a tag', ({ iteration }) => iteration.tag(''), 'tag: expected a string that is not empty, got ""'],
    ['a metric that nobody names', () => counter().add(), 'a counter was recorded outside of the runs'],
  ])('%s: the run is invalid, and says so once', async (_, workload, text) => {
    // A run without a failed limit would be invalid for the mistake all the same.
    const { metrics } = await runVirtually({ load, budgets: { successRate: { min: 0 } } }, workload)
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', failure_count: 40 })
    expect(metrics.problems).toEqual([
      expect.stringContaining(`40 iterations of the workload ended with a mistake of its own: ${text}`),
    ])
    const told = renderFailure(metrics)
    expect(told.split(text.split('\n')[0]!)).toHaveLength(2)
    expect(told).toMatch(/40 × (InputError|TypeError|Error): as told above/)
  })

  test('a wrong figure for a metric is one', async () => {
    const orders = counter()
    const { metrics } = await runVirtually({ load, metrics: { orders } }, () => orders.add(Number.NaN))
    expect(metrics.problems).toEqual([
      expect.stringContaining('metrics.orders.add: expected a finite number'),
    ])
  })

  test('in one load of several, now and then, is enough', async () => {
    const { metrics } = await runVirtually(
      { loads: { good: load, bad: load }, budgets: { successRate: { min: 0.5 } } },
      ({ iteration }) => {
        if (iteration.load === 'bad' && iteration.index === 39) check('', true)
      },
    )
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', success_count: 79 })
    expect(metrics.problems).toEqual([
      '1 iteration of the workload ended with a mistake of its own: check: expected a name that is not empty, got ""',
    ])
  })

  test('is no mistake where the system under test throws a TypeError of its own, or the workload catches ours', async () => {
    const { metrics } = await runVirtually(
      { load, budgets: { successRate: { min: 0.4 } } },
      ({ iteration }) => {
        if (iteration.index % 2 === 0) throw new TypeError('tag: expected a string')
        expect(() => iteration.tag('')).toThrow(TypeError)
      },
    )
    expect(metrics).toMatchObject({ verdict: 'pass', failure_count: 20 })
  })
})

describe('mistakes', () => {
  const mistake = (text: string): InputError => new InputError(text, [])

  test('of many kinds are not all told', () => {
    const mistakes = new Mistakes()
    for (let index = 0; index < 2_010; index++) mistakes.note(mistake(`message ${index}`))
    expect(mistakes.problems()).toHaveLength(4)
    expect(mistakes.problems().at(-1)).toBe(
      '2,007 iterations of the workload ended with other mistakes of its own',
    )
  })

  test('of workers are told together', () => {
    const both = new Mistakes()
    for (const count of [2, 3]) {
      const own = new Mistakes()
      for (let index = 0; index < count; index++) own.note(mistake('request'))
      for (let index = 0; index < 4; index++) own.note(mistake(`message ${index}`))
      both.absorb(structuredClone(own.pack()))
    }
    expect(both.problems()).toEqual([
      expect.stringMatching(/^5 iterations .*: request: /),
      expect.stringMatching(/^2 iterations .*: message 0: /),
      expect.stringMatching(/^2 iterations .*: message 1: /),
      expect.stringMatching(/^4 iterations .* other mistakes/),
    ])
  })
})
