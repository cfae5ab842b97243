import { everyone } from '../model/agent-names.ts'

export { agentNames } from '../model/agent-names.ts'

/** The recipient that stands for every agent. */
export const EVERYONE = everyone

/** One message. The pair (`producer`, `sequence`) is its identity; `id` is that pair as text. */
export interface Message {
  readonly id: string
  /** The logical client that made it. */
  readonly producer: string
  /** Its place among the messages of its producer, from 0, without gaps. */
  readonly sequence: number
  readonly sender: string
  /** An agent's name, or `ALL` for a broadcast. */
  readonly recipient: string
  /** The addressees of a broadcast; where absent, all agents the processor knows. */
  readonly audience?: readonly string[]
  /** `SYSTEM_TO_AGENT`, `BROADCAST`, `ONBOARDING`, or a type of your own. */
  readonly type: string
  /** Higher is served first. */
  readonly priority: number
  /** Messages of one key are meant to stay in order. */
  readonly key: string
  readonly content: string
}

/** The inboxes `message` belongs in. */
export function addresseesOf(message: Message, everyone: readonly string[]): readonly string[] {
  return message.recipient === EVERYONE ? (message.audience ?? everyone) : [message.recipient]
}
