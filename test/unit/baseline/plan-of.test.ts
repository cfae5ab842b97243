import { expect, test } from 'vitest'
import { differences } from '../../../src/baseline/differences.ts'
import { planOf } from '../../../src/baseline/plan-of.ts'
import { baselineNow } from '../../support/baseline.ts'
import { scenarioOf } from '../../support/virtual-run.ts'

test('of a trace is what it says, and not where it lies', () => {
  const of = (...times: number[]) => {
    const trace = times.map((at) => ({ at_ms: at }))
    return { ...baselineNow, plan: planOf(scenarioOf({ load: { executor: 'replay', trace } })) }
  }
  expect(JSON.stringify(of(0, 10, 20).plan)).not.toContain('at_ms')
  expect(differences(of(0, 10, 20), of(5, 15, 25)).problems).toEqual([])
  expect(differences(of(0, 10, 20), of(0, 15, 20)).problems).toEqual([
    expect.stringMatching(
      /^another plan: loads \(0\.options\.trace\) was "sha256 [0-9a-f]{16}", and is "sha256 /,
    ),
  ])
})
