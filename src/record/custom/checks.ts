import { Named } from './named.ts'

export interface CheckCounts {
  passed: number
  failed: number
}

/** How often each soft check of a run held. */
export class Checks extends Named<CheckCounts> {
  constructor() {
    super(() => ({ passed: 0, failed: 0 }))
  }

  note(name: string, passed: boolean): void {
    const counts = this.at(name)
    if (counts === null) return
    if (passed) counts.passed++
    else counts.failed++
  }
}
