import type { z } from '../foundation/schema.ts'
import type { GuaranteeInput } from '../check/guarantee-input.ts'
import type { closedFields, commonFields, ExecutorDefinition, openFields } from '../load/executor.ts'
import type { executors } from '../load/executors.ts'
import type { DataSource } from '../model/data-source.ts'
import type { Iteration } from '../model/iteration.ts'
import type { Budgets, TargetContext } from '../model/scenario.ts'
import type { Kind } from './presets.ts'

type Fields<Shape extends z.ZodRawShape> = z.input<z.ZodObject<Shape>>
type ModelFields<D extends ExecutorDefinition> = D['model'] extends 'open'
  ? typeof openFields
  : typeof closedFields
type OptionsOf<D> =
  D extends ExecutorDefinition<infer Own, infer Name>
    ? { executor: Name } & Fields<Omit<typeof commonFields, keyof Own> & ModelFields<D> & Own>
    : never

/** `load` of a scenario: an executor by name with its options, or a definition of your own with whatever it takes. */
export type LoadOptions =
  | OptionsOf<(typeof executors)[number]>
  | { executor: ExecutorDefinition; [option: string]: unknown }

/** What a stress scenario may say. */
export interface StressOptions<Target = unknown, Item = unknown> {
  /** A preset of defaults. @default 'standard' */
  kind?: Kind
  /** How much, when. @default 9 agents, 100 iterations each (1,000 for `high-load`) */
  load?: LoadOptions
  /** What iterations carry: `agentMessages()`, `recordedMessages(path)`, or a source of your own. */
  data?: DataSource<Item>
  /** Builds what is put under load: once a run, before the load. Disposed afterwards, whatever happens. */
  target?: (context: TargetContext) => Target | Promise<Target>
  /**
   * What to account deliveries on, where it is not the target itself: a `MessageQueueProcessor`, any `MessageQueue`, or
   * `{ send, onMessage, idOf }`. @default the target
   */
  observe?: (target: Target) => unknown
  /** Delivery guarantees that must hold. @default what the observed system declares */
  guarantees?: readonly GuaranteeInput[]
  /**
   * Record every operation, for guarantees on order, priority, capacity and leases: at most `maxOperations` (1,000,000);
   * and write them to `path`, from the root of the project, for `vitest-stress check`.
   * @default where a guarantee needs it, and for loads of at most 100,000 iterations; no file
   */
  history?: boolean | { maxOperations?: number; path?: string }
  /** What `sometimes(name, condition)` must have found true at least once. */
  sometimes?: readonly string[]
  /** Limits that must be kept. `successRate: { min: 1 }` holds unless you set it. */
  budgets?: Budgets
  /** When the generator itself is at fault. */
  health?: {
    /** Most lateness at the 99th percentile, in ms. @default the larger of 10 and 10 % of the tightest latency budget */
    latenessMs?: number
  }
  /** 32-bit integer. @default `VITEST_STRESS_SEED`, or one drawn for the run and printed */
  seed?: number
}

/** What a workload is given. */
export interface StressContext<Target = unknown, Item = unknown> {
  /** What the scenario's `target` built. */
  readonly target: Target
  readonly iteration: Iteration<Item, Item>
}

/** Runs once an iteration. Throwing or rejecting fails the iteration. */
export type Workload<Target = unknown, Item = unknown> = (context: StressContext<Target, Item>) => unknown
