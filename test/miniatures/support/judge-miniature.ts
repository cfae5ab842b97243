import { seededRandom } from '../../../src/foundation/random.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { Faults, type Fault } from './faults.ts'
import { judgeLog } from './judge-log.ts'
import { judgeRun } from './judge-run.ts'
import type { Judgement } from './judgement.ts'
import type { Miniature, Size } from './miniature.ts'

export interface JudgeOptions {
  bug: boolean
  seed: number
  /** Default: drawn from the seed. */
  faults?: readonly Fault[]
  /** Default: as large as the miniature says. */
  size?: Size
}

/** What a miniature is run with, if nothing else is said. */
export function sizeOf(miniature: Miniature): Size {
  const load = 'play' in miniature ? miniature.load : { producers: 2, messages: miniature.scenario.messages }
  return { ...load, workers: 6 }
}

/** Runs the small system on virtual time under its faults, and has the tool judge it. */
export async function judgeMiniature(miniature: Miniature, options: JudgeOptions): Promise<Judgement> {
  const { bug, seed } = options
  const random = seededRandom(seed)
  const faults = new Faults(options.faults ?? miniature.drawFaults(random.fork('faults')))
  const clock = new VirtualClock()
  const size = options.size ?? sizeOf(miniature)
  const given = { bug, clock, random: random.fork('system'), faults, size }
  const judged = await ('play' in miniature
    ? judgeLog(miniature, given, clock)
    : judgeRun(miniature, given, clock, seed))
  return { ...judged, missing: faults.missing }
}
