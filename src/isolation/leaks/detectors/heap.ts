import { describeGrowth } from '../describe-growth.ts'
import type { LeakDetector } from '../leak-detector.ts'

/** Memory that what is under load keeps more and more of, where the scenario asks for it. */
export const heap: LeakDetector<'heap'> = {
  kind: 'heap',
  begin({ heapGrowth }) {
    return {
      look() {
        const seen = heapGrowth()
        return seen?.verdict === 'fail' ? [{ what: describeGrowth(seen), site: null, mayEnd: false }] : []
      },
      end() {},
    }
  },
}
