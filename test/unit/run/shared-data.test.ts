import { describe, expect, test } from 'vitest'
import { dataFrom } from '../../../src/data/data-from.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { sharePlan } from '../../../src/load/share-plan.ts'
import type { DataSource } from '../../../src/model/data-source.ts'
import type { Message } from '../../../src/queue/message.ts'
import { agentMessages } from '../../../src/queue/agent-messages.ts'
import { openData } from '../../../src/run/open-data.ts'
import { scenarioOf } from '../../support/virtual-run.ts'

const count = 3

/** What each of three workers draws for the iterations that are its own. */
async function drawnBy(data: DataSource<unknown>): Promise<unknown[]> {
  const load = { executor: 'shared-iterations', iterations: 10, concurrency: 5, agents: 2 }
  const scenario = scenarioOf({ load, data })
  const [{ plan }] = scenario.loads as [(typeof scenario.loads)[0]]
  const drawn: unknown[] = []
  for (let index = 0; index < count; index++) {
    const place = { index, count }
    const share = sharePlan(plan, place)
    const opened = await openData(scenario, new VirtualClock(), new AbortController().signal, {
      place,
      indices: new Map([[null, share.indices]]),
      plannedIterations: 10,
      agents: plan.agents,
      ready: async () => {},
      onSecond: () => {},
    })
    for (let own = 0; own < share.plan.plannedIterations!; own++) {
      const item = opened.draw(own, share.plan.agents[own % 2]!)
      drawn.push(item.message ?? item.data)
    }
    await opened.close()
  }
  return drawn
}

const items = Array.from({ length: 10 }, (_, index) => index)
const inOrder = (drawn: readonly unknown[]): unknown[] => drawn.map(Number).sort((a, b) => a - b)

describe('data that several workers draw', () => {
  test.each(['sequential', 'unique'] as const)('%s: no item twice, none left', async (order) => {
    expect(inOrder(await drawnBy(dataFrom(items, { order })))).toEqual(items)
  })

  test('a generator whose items are all read', async () => {
    expect(inOrder(await drawnBy(dataFrom(() => items.values(), { order: 'circular' })))).toEqual(items)
  })

  test('items that only come one after the other are refused: each worker would draw the same', async () => {
    await expect(drawnBy(dataFrom(() => items.values()))).rejects.toThrow(
      'items whose number is known, with several workers',
    )
  })

  test('messages have identities of their own', async () => {
    const drawn = (await drawnBy(agentMessages())) as Message[]
    expect(new Set(drawn.map(({ id }) => id)).size).toBe(10)
  })
})
