/** `deadLetter`: the queue gave the message up; an operation of one instant. `claimed`: a delivery that the queue counts and
 * nobody saw, at some time before. */
export type LoggedKind = 'enqueue' | 'dequeue' | 'ack' | 'nack' | 'deadLetter' | 'claimed'

const kinds: readonly LoggedKind[] = ['enqueue', 'dequeue', 'ack', 'nack', 'deadLetter', 'claimed']

/** 1 to 6. Compared one by one: to look a name up that is known at run time only costs as much as all else. */
export function codeOf(kind: LoggedKind): number {
  switch (kind) {
    case 'enqueue':
      return 1
    case 'dequeue':
      return 2
    case 'ack':
      return 3
    case 'nack':
      return 4
    case 'deadLetter':
      return 5
    case 'claimed':
      return 6
  }
}

export function kindOf(code: number): LoggedKind {
  return kinds[code - 1]!
}
