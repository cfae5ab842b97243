import type { FoundLeak, LeakDetector } from '../leak-detector.ts'

/** Messages left inside of what is observed, after its target was closed; and those that an earlier run had left there. */
export const message: LeakDetector<'message'> = {
  kind: 'message',
  begin({ messagesLeft, inherited }) {
    return {
      look() {
        const count = messagesLeft()
        const earlier = inherited()
        return [
          ...(earlier === null
            ? []
            : [leak(`there from the start: "${earlier.from}" left it`, earlier.count)]),
          ...(count === 0 ? [] : [leak('left in the queue', count)]),
        ]
      },
      end() {},
    }
  },
}

const leak = (what: string, count: number): FoundLeak => ({ what, site: null, mayEnd: false, count })
