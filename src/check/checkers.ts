import { atLeastOnce } from './at-least-once.ts'
import { atMostOnce } from './at-most-once.ts'
import { exactlyOnce } from './exactly-once.ts'
import { exclusiveInbox } from './exclusive-inbox.ts'

/** Every checker. A new one is a file and a line here. */
export const checkers = [atLeastOnce, atMostOnce, exactlyOnce, exclusiveInbox] as const

export type GuaranteeName = (typeof checkers)[number]['name']
