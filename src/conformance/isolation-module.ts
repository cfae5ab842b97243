import type { CoreFactory } from './core-factory.ts'
import type { MessagingCoreOptions } from './core-options.ts'
import type { ProcessorFactory } from './check-injection.ts'

/** What the module exports that `vitest-stress validate` and `validateIsolation` read. */
export interface IsolationModule {
  /** Makes the core that stress runs use. */
  readonly mockCore?: CoreFactory
  /**
   * Makes the real core, on something that may be written to: an inbox folder of its own, a broker of its own. It imports it
   * when it is called, not before: `async () => (await import('../src/real-core.ts')).make()`.
   */
  readonly realCore?: CoreFactory
  /** Makes the processor that stress runs use, around a core. */
  readonly processor?: ProcessorFactory
  /** Of the contract that both cores are held to. */
  readonly options?: MessagingCoreOptions
  /** Folders of real inboxes, from the project root; an empty list where there are none. */
  readonly inboxes?: readonly string[]
}
