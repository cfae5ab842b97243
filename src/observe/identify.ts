import { renderValue } from '../foundation/problem.ts'
import type { LoggedMessage } from '../record/history-log.ts'
import type { ObservedChannel } from './channel.ts'

/** A function from what is sent to its identity. */
export type Identify = (item: unknown) => LoggedMessage

/** The producer of messages that are known by an id alone. */
export const anyProducer = 'message'

/** Identities as `channel` gives them. Ids that are no pair are numbered as they come, and kept to be shown; 7 and '7' are one. */
export function identifier(channel: ObservedChannel): {
  identify: Identify
  ids: readonly string[]
  /** All that is kept of them. */
  held: readonly unknown[]
} {
  const ids: string[] = []
  const numbers = new Map<string, number>()
  const identify: Identify = (given) => {
    const item = given as never
    const id: unknown = channel.idOf(item)
    const key = channel.keyOf ? channel.keyOf(item) : textOf(item, 'key')
    const priority = channel.priorityOf ? channel.priorityOf(item) : numberOf(item, 'priority')
    if (isPair(id)) return { producer: id.producer, sequence: id.sequence, key, priority }
    if (typeof id !== 'string' && typeof id !== 'number') {
      throw new TypeError(
        `idOf must return a text, a number or { producer, sequence }, got ${renderValue(id)}`,
      )
    }
    const text = String(id)
    let number = numbers.get(text)
    if (number === undefined) {
      number = ids.push(text) - 1
      numbers.set(text, number)
    }
    return { producer: anyProducer, sequence: number, key, priority }
  }
  return { identify, ids, held: [ids, numbers] }
}

function isPair(id: unknown): id is { producer: string; sequence: number } {
  if (typeof id !== 'object' || id === null) return false
  const { producer, sequence } = id as Partial<Record<string, unknown>>
  return typeof producer === 'string' && Number.isSafeInteger(sequence)
}

function textOf(message: unknown, field: string): string | undefined {
  const value = fieldOf(message, field)
  return typeof value === 'string' ? value : undefined
}

function numberOf(message: unknown, field: string): number | undefined {
  const value = fieldOf(message, field)
  return typeof value === 'number' ? value : undefined
}

function fieldOf(message: unknown, field: string): unknown {
  return typeof message === 'object' && message !== null
    ? (message as Record<string, unknown>)[field]
    : undefined
}
