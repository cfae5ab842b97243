import type { Message } from '../queue/message.ts'
import type { Random } from '../foundation/random.ts'

interface Made {
  /** Priorities from 0 to one below this are drawn. @default 1 */
  priorities?: number
  /** How many keys the messages are spread over. @default 1 */
  keys?: number
}

/** `count` messages of one producer, in its order. */
export function makeMessages(
  producer: string,
  count: number,
  random: Random,
  { priorities = 1, keys = 1 }: Made = {},
): Message[] {
  return Array.from({ length: count }, (_, sequence) => ({
    id: `${producer}:${sequence}`,
    producer,
    sequence,
    sender: producer,
    recipient: 'Agent-1',
    type: 'SYSTEM_TO_AGENT',
    priority: random.integer(0, priorities - 1),
    key: `key-${random.integer(1, keys)}`,
    content: `content ${random.integer(0, 1e6)}`,
  }))
}
