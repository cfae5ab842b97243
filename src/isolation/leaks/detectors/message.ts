import type { FoundLeak, LeakDetector } from '../leak-detector.ts'

/** Messages left inside of what is observed, after its target was closed; and those that an earlier run had left there. */
export const message: LeakDetector<'message'> = {
  kind: 'message',
  begin({ messagesLeft, messageNames, inherited }) {
    return {
      look() {
        const count = messagesLeft()
        const earlier = inherited()
        return [
          ...(earlier === null
            ? []
            : [leak(`there from the start: "${earlier.from}" left it`, earlier.count)]),
          ...(count === 0 ? [] : [leak(`left in the queue${listed(messageNames(), count)}`, count)]),
        ]
      },
      end() {},
    }
  },
}

const leak = (what: string, count: number): FoundLeak => ({ what, site: null, mayEnd: false, count })

/** `: a:0, a:1 and others` */
function listed(names: readonly string[], count: number): string {
  if (names.length === 0) return ''
  return `: ${names.join(', ')}${count > names.length ? ' and others' : ''}`
}
