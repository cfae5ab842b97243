import { Depth } from './depth.ts'
import { FailureReasons } from './failure-reasons.ts'
import { GeneratorSeconds } from './generator-seconds.ts'
import { Mistakes } from './mistakes.ts'
import type { PhaseProgress } from './recovery/phase-progress.ts'
import type { Slices } from './slices.ts'
import type { StretchSettings } from './stretches.ts'
import { Timeline } from './timeline.ts'
import { UnjudgedTime } from './unjudged-time.ts'

/** What the loads of one run are recorded in together; the rest is each load's own, in its `Recorder`. */
export class RunRecords {
  readonly failures = new FailureReasons()
  readonly mistakes = new Mistakes()
  readonly timeline = new Timeline()
  declare readonly generator: GeneratorSeconds
  readonly unjudged = new UnjudgedTime()
  readonly queueDepth = new Depth()
  /** null where nothing will be asked of windows of time: keeping them costs each iteration a little. */
  declare readonly slices: Slices | null
  /** null where nobody asks who got nothing. */
  progress: PhaseProgress | null = null
  /** null where no limit has a confidence: the same. */
  declare readonly stretches: StretchSettings | null

  /** `latenessLimitMs`: a start that found a free slot is late beyond that. */
  constructor(
    slices: Slices | null = null,
    latenessLimitMs = Infinity,
    stretches: StretchSettings | null = null,
  ) {
    this.slices = slices
    this.stretches = stretches
    this.generator = new GeneratorSeconds(latenessLimitMs)
  }
}
