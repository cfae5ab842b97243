import { describe, expect, test } from 'vitest'
import { dataFrom } from '../../../src/data/data-from.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { DataSource } from '../../../src/model/data-source.ts'
import type { Message } from '../../../src/queue/message.ts'
import { agentMessages } from '../../../src/queue/agent-messages.ts'
import { openData } from '../../../src/run/open-data.ts'
import { shareRun } from '../../../src/run/share-run.ts'
import { scenarioOf } from '../../support/virtual-run.ts'

const count = 3
const ofAgents = { executor: 'shared-iterations', iterations: 10, concurrency: 5, agents: 2 }
const ofFive = { executor: 'shared-iterations', iterations: 5, concurrency: 3 }

/** What each of three workers draws for the iterations that are its own. */
async function drawnBy(data: DataSource<unknown>, given: object = { load: ofAgents }): Promise<unknown[]> {
  const scenario = {
    ...scenarioOf({ ...given, data }),
    workers: { count, kind: 'thread' as const, given: true },
  }
  const drawn: unknown[] = []
  for (let index = 0; index < count; index++) {
    const order = shareRun(scenario, '', index)
    const opened = await openData(scenario, new VirtualClock(), new AbortController().signal, {
      ...order,
      indices: new Map(order.indices),
      ready: async () => {},
      onSecond: () => {},
    })
    for (const { plan } of order.scenario.loads) {
      for (let own = 0; own < plan.plannedIterations!; own++) {
        drawn.push(opened.draw!(own, plan.agents[own % 2]!))
      }
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

  test.each(['sequential', 'circular', 'unique'] as const)(
    '%s, for two loads whose shares differ: no item twice, none left',
    async (order) => {
      const drawn = await drawnBy(dataFrom(items, { order }), { loads: { one: ofFive, other: ofFive } })
      expect(inOrder(drawn)).toEqual(items)
    },
  )

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
