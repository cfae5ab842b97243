import type { CoreContext } from './core-context.ts'

/** One thing that the contract of `MessagingCore` asks for. */
export interface CoreCase {
  readonly name: string
  /** One line: what must be true. */
  readonly summary: string
  /** Uses the core and says what it finds to the context. */
  run(context: CoreContext): Promise<void>
}
