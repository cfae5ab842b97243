import type { Random } from '../foundation/random.ts'
import type { DataSource } from '../model/data-source.ts'
import {
  parseAgentMessagesOptions,
  type AgentMessagesOptions,
  type MessageKind,
} from './agent-messages-options.ts'
import { filler } from './filler.ts'
import { agentNames, EVERYONE, type Message } from './message.ts'
import { weightedDraws, weightedTurns } from './weighted-turns.ts'

/**
 * Messages as a system sends them to its agents: half of them to one agent, a quarter broadcasts, a quarter onboardings,
 * exactly, in the messages of each agent. An agent's n-th message depends on the seed alone. Throws `InputError`.
 */
export function agentMessages(options: AgentMessagesOptions = {}): DataSource<Message> {
  const parsed = parseAgentMessagesOptions(options)
  return {
    carries: 'message',
    open({ random, agents: planned, worker }) {
      const agents = namesOf(parsed.agents, planned)
      const streams = new Map<string | null, () => Message>()
      const openStream = (agent: string | null): (() => Message) => {
        // Each worker counts for itself: its messages are of producers of its own.
        const own = worker && worker.count > 1 ? `~${worker.index + 1}` : ''
        const producer = `producer-${agent ?? 0}${own}`
        const recipients = agent === null ? agents : [agent]
        const stream = messageStream({
          ...parsed,
          agents,
          recipients,
          producer,
          random: random.fork(producer),
        })
        streams.set(agent, stream)
        return stream
      }
      return ({ agent }) => (streams.get(agent) ?? openStream(agent))()
    },
  }
}

function namesOf(
  agents: number | readonly string[] | undefined,
  planned: readonly string[],
): readonly string[] {
  if (agents === undefined) return planned.length > 0 ? planned : agentNames(9)
  return typeof agents === 'number' ? agentNames(agents) : agents
}

interface StreamParts extends Omit<ReturnType<typeof parseAgentMessagesOptions>, 'agents'> {
  /** Who a broadcast goes to. */
  agents: readonly string[]
  /** Who the other messages go to, in turn. */
  recipients: readonly string[]
  producer: string
  random: Random
}

const types: Record<MessageKind, string> = {
  direct: 'SYSTEM_TO_AGENT',
  broadcast: 'BROADCAST',
  'hard-onboard': 'ONBOARDING',
  'soft-onboard': 'ONBOARDING',
}

function messageStream(parts: StreamParts): () => Message {
  const { agents, recipients, producer, random, contentBytes } = parts
  const nextKind = weightedTurns(parts.mix, random)
  const nextPriority = weightedDraws(parts.priorities, random)
  let sequence = -1
  let turn = 0
  return () => {
    sequence++
    const kind = nextKind()
    const priority = nextPriority()
    const content = contentOf(kind, random.integer(contentBytes.min, contentBytes.max))
    const id = `${producer}:${sequence}`
    const type = types[kind]
    // Two whole literals: a spread copies property by property, and that was most of what a message costs.
    if (kind === 'broadcast') {
      return {
        id,
        producer,
        sequence,
        sender: 'SYSTEM',
        type,
        recipient: EVERYONE,
        audience: agents,
        priority,
        key: EVERYONE,
        content,
      }
    }
    const recipient = recipients[turn++ % recipients.length]!
    return { id, producer, sequence, sender: 'SYSTEM', type, recipient, priority, key: recipient, content }
  }
}

/** `bytes` long, or longer where the word that tells the onboardings apart alone is. */
function contentOf(kind: MessageKind, bytes: number): string {
  if (kind === 'direct' || kind === 'broadcast') return filler(bytes)
  const word = `${kind} `
  return word + filler(Math.max(0, bytes - word.length))
}
