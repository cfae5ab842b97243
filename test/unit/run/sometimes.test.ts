import { afterEach, describe, expect, test } from 'vitest'
import { hearSometimes, sometimes } from '../../../src/run/sometimes.ts'
import { runVirtually } from '../../support/virtual-run.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})
function hear(...declared: string[]) {
  const { heard, end } = hearSometimes(declared)
  ends.push(end)
  return {
    results: () => heard.results().map(({ guarantee, verdict, summary }) => [guarantee, verdict, summary]),
    end,
  }
}

test('what held once passes, and says how often', () => {
  const { results } = hear()
  for (let i = 0; i < 1_500; i++) sometimes('redelivered', i % 750 === 0)
  sometimes('rejected', true)
  expect(results()).toEqual([
    ['sometimes(redelivered)', 'pass', 'true 2 of 1,500 times'],
    ['sometimes(rejected)', 'pass', 'true 1 of 1 times'],
  ])
})

test('what never held is invalid, asked or not', () => {
  const { results } = hear('full', 'never asked')
  sometimes('full', false)
  sometimes('full', false)
  expect(results()).toEqual([
    ['sometimes(full)', 'invalid', 'never true, of 2 times'],
    ['sometimes(never asked)', 'invalid', 'never came to be evaluated'],
  ])
})

test.each([Promise.resolve(true), 1, 'true', {}, [], null, undefined])(
  'only true is true, not %s',
  (condition) => {
    const { results } = hear()
    expect(sometimes('it', condition as never)).toBe(condition)
    expect(results()).toEqual([['sometimes(it)', 'invalid', 'never true, of 1 times']])
  },
)

test('outside of a run it throws, and after one', () => {
  expect(() => sometimes('it', true)).toThrow('sometimes("it") was called outside of a run')
  const { end } = hear()
  expect(sometimes('it', true)).toBe(true)
  end()
  expect(() => sometimes('it', true)).toThrow('outside of a run')
})

test('names of objects are names like others', () => {
  const { results } = hear('__proto__', 'constructor')
  sometimes('__proto__', true)
  expect(results()).toEqual([
    ['sometimes(__proto__)', 'pass', 'true 1 of 1 times'],
    ['sometimes(constructor)', 'invalid', 'never came to be evaluated'],
  ])
})

describe('in a run', () => {
  const load = { executor: 'shared-iterations', iterations: 3, concurrency: 1 }

  test('it decides the verdict', async () => {
    const run = (name: string, at: number) =>
      runVirtually({ load, sometimes: ['third'] }, ({ iteration }) => {
        sometimes(name, iteration.index === at)
      })
    expect((await run('third', 2)).metrics.verdict).toBe('pass')
    const never = (await run('third', 3)).metrics
    expect([never.verdict, never.cause]).toEqual(['invalid', 'no-evidence'])
    const other = (await run('another', 2)).metrics
    expect(other.guarantees!.checks.map(({ guarantee, verdict }) => [guarantee, verdict])).toEqual([
      ['sometimes(third)', 'invalid'],
      ['sometimes(another)', 'pass'],
    ])
  })

  test('runs that overlap leave none behind', () => {
    const [first, second] = [hearSometimes([]), hearSometimes([])]
    first.end()
    sometimes('it', true)
    second.end()
    second.end()
    expect(second.heard.results()).toMatchObject([{ guarantee: 'sometimes(it)', verdict: 'pass' }])
    expect(() => sometimes('it', true)).toThrow('outside of a run')
  })

  test('each run begins anew', async () => {
    const run = (condition: boolean) => runVirtually({ load }, () => void sometimes('it', condition))
    expect((await run(true)).metrics.verdict).toBe('pass')
    expect((await run(false)).metrics.verdict).toBe('invalid')
  })

  test('a target that fails to start leaves nothing behind', async () => {
    const target = () => {
      throw new Error('no')
    }
    await runVirtually({ load, target }, () => {})
    expect(() => sometimes('it', true)).toThrow('outside of a run')
  })
})
