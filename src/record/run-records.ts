import { Depth } from './depth.ts'
import { FailureReasons } from './failure-reasons.ts'
import { GeneratorSeconds } from './generator-seconds.ts'
import { Timeline } from './timeline.ts'

/** What the loads of one run are recorded in together; the rest is each load's own, in its `Recorder`. */
export class RunRecords {
  readonly failures = new FailureReasons()
  readonly timeline = new Timeline()
  readonly generator = new GeneratorSeconds()
  readonly queueDepth = new Depth()
}
