import type { QueueCapabilities } from '../queue/message-queue.ts'
import type { ResolvedBehaviorOptions } from './behavior-options.ts'
import type { CaseContext } from './case-context.ts'

/** One thing that a queue may claim, and how it is held to it. */
export interface BehaviorCase {
  readonly name: string
  /** One line: what must be true. */
  readonly summary: string
  /** True, or why the queue (or the user) claims no such thing. */
  claimed(capabilities: QueueCapabilities, options: ResolvedBehaviorOptions): true | string
  /** Uses the queue and says what it finds to the context. May return a measurement, in words. */
  run(context: CaseContext): Promise<string | void>
}

/**
 * `kept`, `violated`; `invalid`: claimed, but it could not be told; `not-claimed`: nothing was tried. Only `kept` is a
 * pass.
 */
export type CaseStatus = 'kept' | 'violated' | 'invalid' | 'not-claimed'

export interface CaseResult {
  readonly name: string
  readonly status: CaseStatus
  /** The violations with their proof, why it could not be told, why it is not claimed, or what was measured. */
  readonly detail: string
}
