import type { SendOutcome } from '../queue/messaging-core.ts'

/** What a core says where a fault answers in its place. */
export function refusedBy(kind: string): SendOutcome {
  return { status: 'refused', reason: kind }
}

export const delivered: SendOutcome = { status: 'delivered' }
