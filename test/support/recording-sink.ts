import type { IterationFacts, RecordedFailure } from '../../src/model/iteration-facts.ts'
import type { IterationSink } from '../../src/load/iteration-sink.ts'

export interface Begun {
  index: number
  agent: string | null
  scheduledMs: number
  startedMs: number
  phase: 'warmup' | 'steady'
  slotWasFree: boolean
}

/** Takes down everything a driver says, in order. */
export class RecordingSink implements IterationSink {
  readonly begins: Begun[] = []
  readonly finishes: {
    index: number
    endMs: number
    failure: RecordedFailure | null
    tags: readonly string[] | null
  }[] = []
  readonly leftOver: { index: number; nowMs: number }[] = []
  readonly drops: { index: number; scheduledMs: number; nowMs: number }[] = []
  inFlight = 0
  mostInFlight = 0

  begun({ index, agent, scheduledMs, startedMs, phase }: IterationFacts, slotWasFree: boolean): void {
    this.begins.push({ index, agent, scheduledMs, startedMs, phase, slotWasFree })
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight)
  }

  finished({ index, tags }: IterationFacts, endMs: number, failure: RecordedFailure | null): void {
    this.inFlight--
    this.finishes.push({ index, endMs, failure, tags })
  }

  unfinished({ index }: IterationFacts, nowMs: number): void {
    this.inFlight--
    this.leftOver.push({ index, nowMs })
  }

  dropped(index: number, scheduledMs: number, nowMs: number): void {
    this.drops.push({ index, scheduledMs, nowMs })
  }

  get failures(): unknown[] {
    return this.finishes.flatMap(({ failure }) => (failure ? [failure.error] : []))
  }

  /** Indices that have an outcome, each as often as it has one. */
  outcomes(): number[] {
    return [...this.finishes, ...this.leftOver, ...this.drops].map(({ index }) => index).sort((a, b) => a - b)
  }
}
