import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/foundation/problem.ts'
import { seededRandom } from '../../../src/foundation/random.ts'
import { agentMessages } from '../../../src/queue/agent-messages.ts'
import type { AgentMessagesOptions } from '../../../src/queue/agent-messages-options.ts'
import { agentNames, type Message } from '../../../src/queue/message.ts'

function draw(agents: (string | null)[], options?: AgentMessagesOptions, seed = 7): Message[] {
  const next = agentMessages(options).open({ random: seededRandom(seed), agents: [] })
  return agents.map((agent, index) => next({ index, agent }))
}
const countBy = <T>(items: T[], keyOf: (item: T) => string | number) => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}
const hundredOf = (agent: string | null) => Array.from({ length: 100 }, () => agent)

test('100 messages of an agent are exactly 50 direct, 25 broadcasts, 25 onboardings', () => {
  for (const agent of ['Agent-1', 'Agent-9', null]) {
    for (const seed of [1, 2, 3]) {
      expect(countBy(draw(hundredOf(agent), {}, seed), ({ type }) => type)).toEqual({
        SYSTEM_TO_AGENT: 50,
        BROADCAST: 25,
        ONBOARDING: 25,
      })
    }
  }
})

test("an agent's messages go to it, its broadcasts to all", () => {
  for (const message of draw(hundredOf('Agent-3'), { agents: 4 })) {
    const broadcast = message.type === 'BROADCAST'
    expect(message).toMatchObject({
      sender: 'SYSTEM',
      producer: 'producer-Agent-3',
      recipient: broadcast ? 'ALL' : 'Agent-3',
      key: broadcast ? 'ALL' : 'Agent-3',
    })
    expect(message.audience).toEqual(broadcast ? agentNames(4) : undefined)
  }
})

test('without an agent the recipients take turns', () => {
  const direct = draw(hundredOf(null), { agents: ['x', 'y', 'z'] }).filter(({ type }) => type !== 'BROADCAST')
  expect(direct.every(({ producer }) => producer === 'producer-0')).toBe(true)
  expect(countBy(direct, ({ recipient }) => recipient)).toEqual({ x: 25, y: 25, z: 25 })
})

test('identity: gapless sequences per producer, ids unique', () => {
  const messages = draw([...hundredOf('Agent-1'), ...hundredOf('Agent-2'), ...hundredOf(null)])
  expect(new Set(messages.map(({ id }) => id)).size).toBe(300)
  for (const [index, { id, producer, sequence }] of messages.entries()) {
    expect(sequence).toBe(index % 100)
    expect(id).toBe(`${producer}:${sequence}`)
  }
})

test("an agent's n-th message depends on the seed alone, not on who else draws", () => {
  const alone = draw(hundredOf('Agent-2'))
  const mixed = draw(hundredOf('Agent-2').flatMap((agent) => ['Agent-1', agent, null]))
  expect(mixed.filter(({ producer }) => producer === 'producer-Agent-2')).toEqual(alone)
  expect(draw(hundredOf('Agent-2'), {}, 8)).not.toEqual(alone)
})

test('contents have the size asked for, and tell the onboardings apart', () => {
  const sizes = draw(hundredOf('Agent-1')).map(({ content }) => content.length)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(64)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(512)
  expect(new Set(sizes).size).toBeGreaterThan(50)
  const large = draw(hundredOf('Agent-1'), { contentBytes: 100_000 })
  expect(large.every(({ content }) => Buffer.byteLength(content) === 100_000)).toBe(true)
  const words = large.filter(({ type }) => type === 'ONBOARDING').map(({ content }) => content.split(' ')[0]!)
  const counts = countBy(words, (word) => word)
  expect(Object.keys(counts).sort()).toEqual(['hard-onboard', 'soft-onboard'])
  expect(Math.abs(counts['hard-onboard']! - counts['soft-onboard']!)).toBeLessThanOrEqual(1)
})

test('priorities have the weights asked for', () => {
  const usual = countBy(draw(Array.from({ length: 2000 }, () => 'a')), ({ priority }) => priority)
  expect(Object.keys(usual)).toEqual(['0', '1'])
  expect(usual[1]).toBeGreaterThan(140)
  expect(usual[1]).toBeLessThan(260)
  const own = draw(hundredOf('a'), { priorities: { [-1]: 1, 5: 1, 9: 0 } })
  expect(Object.keys(countBy(own, ({ priority }) => priority)).sort()).toEqual(['-1', '5'])
})

test('the agents of the load are the audience where none are named', () => {
  const next = agentMessages({ mix: { broadcast: 1 } }).open({ random: seededRandom(1), agents: ['a', 'b'] })
  expect(next({ index: 0, agent: 'a' })).toMatchObject({ type: 'BROADCAST', audience: ['a', 'b'] })
  expect(draw([null], { mix: { broadcast: 1 } })[0]!.audience).toEqual(agentNames(9))
})

describe('bad options', () => {
  test('are all named at once', () => {
    const create = () =>
      agentMessages({
        agents: 0,
        mix: { direct: 0 },
        contentBytes: { min: 5, max: 1 },
        priorities: { a: 1 },
      } as never)
    expect(create).toThrow(InputError)
    expect(create).toThrow(/agentMessages: 4 problems/)
    expect(create).toThrow(/mix: expected at least one weight above 0/)
    expect(() => agentMessages({ mix: { directs: 1 } } as never)).toThrow(/did you mean "direct"/)
  })
})
