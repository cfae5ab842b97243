import type { Message } from '../../../src/queue/message.ts'

/** A message that differs from every other made with another `sequence`. */
export function makeMessage(sequence: number, overrides: Partial<Message> = {}): Message {
  return {
    id: `p:${sequence}`,
    producer: 'p',
    sequence,
    sender: 'SYSTEM',
    recipient: 'Agent-1',
    type: 'SYSTEM_TO_AGENT',
    priority: 0,
    key: 'Agent-1',
    content: '',
    ...overrides,
  }
}
