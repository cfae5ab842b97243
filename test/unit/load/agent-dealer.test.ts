import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AgentDealer } from '../../../src/load/agent-dealer.ts'
import { agentOf } from '../../../src/model/load-plan.ts'
import { planOf } from '../../support/drive.ts'

const dealt = planOf({ executor: 'shared-iterations', iterations: 40, concurrency: 3, agents: 9 })
const named = { ...dealt, agentOfIteration: ['a', null, 'b', 'a', 'c', null, 'c', 'a', 'b', 'a'] }

test.each([
  ['dealt in turn', dealt, 39],
  ['named one by one', named, 9],
])('agents %s are those of the plan, in whichever order they are asked for', (_, plan, last) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: last })), (indices) => {
      const dealer = AgentDealer.of(plan)!
      expect(indices.map((index) => dealer.at(index))).toEqual(indices.map((index) => agentOf(plan, index)))
    }),
  )
})

test('a plan without agents has no dealer', () => {
  expect(AgentDealer.of({ ...dealt, agents: [] })).toBeNull()
})
