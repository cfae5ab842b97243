import { custom, wholeFromZero, z } from '../foundation/schema.ts'
import { parseOptions } from './parse-options.ts'
import { isAgents } from './processor-options.ts'

/** `direct`: SYSTEM_TO_AGENT. `broadcast`: BROADCAST to all. The two onboardings: ONBOARDING. */
export type MessageKind = (typeof kinds)[number]

export interface AgentMessagesOptions {
  /** The agents of the broadcasts: names, or how many (`Agent-1` ...). Default: those of the load, else 9. */
  agents?: number | readonly string[]
  /** Weights of the kinds; one that is not named has none. Default direct 4, broadcast 2, both onboardings 1. */
  mix?: Partial<Record<MessageKind, number>>
  /** Size of a content in bytes: a number, or drawn evenly from a range. Default 64 to 512. */
  contentBytes?: number | { min: number; max: number }
  /** Weights of the priorities. Default `{ 0: 9, 1: 1 }`: one message in ten is urgent. */
  priorities?: Readonly<Record<number, number>>
}

/** Above this a content is a mistake rather than a message; 16 MiB. */
const LARGEST_CONTENT_BYTES = 2 ** 24

const kinds = ['direct', 'broadcast', 'hard-onboard', 'soft-onboard'] as const

const weight = z.number({ error: 'a weight of 0 or more' }).min(0, { error: 'a weight of 0 or more' })
const bytes = wholeFromZero().max(LARGEST_CONTENT_BYTES, { error: 'at most 16,777,216 bytes' })
const someWeight = (weights: object) => Object.values(weights).some((value) => value > 0)
const noWeight = { error: 'at least one weight above 0' }

const optionsSchema = z.strictObject({
  agents: custom<number | readonly string[]>('a whole number above 0, or names', isAgents).optional(),
  mix: z
    .strictObject({
      direct: weight.optional(),
      broadcast: weight.optional(),
      'hard-onboard': weight.optional(),
      'soft-onboard': weight.optional(),
    })
    .refine(someWeight, noWeight)
    .default({ direct: 4, broadcast: 2, 'hard-onboard': 1, 'soft-onboard': 1 }),
  contentBytes: custom<number | { min: number; max: number }>(
    'a whole number of bytes up to 16,777,216, or { min, max } of such, in order',
    isContentBytes,
  ).default({ min: 64, max: 512 }),
  priorities: custom<Record<number, number>>(
    'weights by priority, such as { 0: 9, 1: 1 }: integers to weights of 0 or more, at least one above 0',
    isPriorities,
  ).default({ 0: 9, 1: 1 }),
})

export function parseAgentMessagesOptions(options: AgentMessagesOptions) {
  const { agents, mix, contentBytes, priorities } = parseOptions('agentMessages', optionsSchema, options)
  const sizes = typeof contentBytes === 'number' ? { min: contentBytes, max: contentBytes } : contentBytes
  return {
    agents,
    mix: kinds.map((kind) => [kind, mix[kind] ?? 0] as const),
    contentBytes: sizes,
    priorities: Object.entries(priorities).map(([priority, share]) => [Number(priority), share] as const),
  }
}

function isContentBytes(value: unknown): boolean {
  if (typeof value === 'number') return bytes.safeParse(value).success
  const range = z.strictObject({ min: bytes, max: bytes }).safeParse(value)
  return range.success && range.data.min <= range.data.max
}

function isPriorities(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const weights = Object.entries(value)
  const valid = weights.every(
    ([priority, share]) => Number.isSafeInteger(Number(priority)) && weight.safeParse(share).success,
  )
  return valid && someWeight(value)
}
