import type { RunClock } from '../foundation/run-clock.ts'
import type { z } from '../foundation/schema.ts'
import type { ChaosOptions, FaultOptions } from '../chaos/fault-options.ts'
import type { GuaranteeInput } from '../check/guarantee-input.ts'
import type { closedFields, commonFields, ExecutorDefinition, openFields } from '../load/executor.ts'
import type { executors } from '../load/executors.ts'
import type { LeakKind } from '../isolation/leaks/detectors.ts'
import type { DataSource } from '../model/data-source.ts'
import type { AllowedLeak } from '../model/leak-settings.ts'
import type { BudgetsOf, DeclaredMetrics } from './declared-metrics.ts'
import type { Strength } from '../model/isolation-metrics.ts'
import type { Iteration } from '../model/iteration.ts'
import type {
  LeavingUserContext,
  SetupContext,
  TargetContext,
  TeardownContext,
  UserContext,
} from '../model/scenario.ts'
import type { WorkerPlace } from '../model/workers.ts'
import type { Kind } from './presets.ts'
import type { RecoveryOptions } from './recovery-options.ts'

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

/** What a stress scenario may say. `Setup` and `User` are what `setup` and `beforeEachUser` return; undefined without them. */
export interface StressOptions<
  Target = unknown,
  Item = unknown,
  Setup = unknown,
  User = unknown,
  Metrics extends DeclaredMetrics = DeclaredMetrics,
> {
  /** A preset of defaults. @default 'standard' */
  kind?: Exclude<Kind, 'comparison'>
  /** How much, when. @default 9 agents, 100 iterations each (1,000 for `high-load`; over 10 s for `chaos`) */
  load?: LoadOptions
  /**
   * Several loads at the same time, on the same target, by name. Each has its own plan, metrics and `budgets.loads.<name>`,
   * and begins `startAfterMs` (0) after the scenario did; `iteration.load` names it. Not together with `load`.
   */
  loads?: Readonly<Record<string, LoadOptions & { startAfterMs?: number }>>
  /**
   * `virtual`: time passes only on the `clock` that target, hooks and workload are given, as fast as the process can, and
   * equal seeds give equal figures. Node's own timers and I/O are not virtualised: a load that waits for them is `invalid`.
   * @default 'real'
   */
  time?: 'real' | 'virtual'
  /**
   * What iterations carry: an array, dealt in order and each item once; `dataFrom(...)`, `dataFromFile(path)`,
   * `agentMessages()`, `recordedMessages(path)`, or a source of your own.
   */
  data?: DataSource<Item> | readonly Item[]
  /** Builds what is put under load: once a run, before the load. Disposed afterwards, whatever happens. */
  target?: (context: TargetContext) => Target | Promise<Target>
  /** Runs once, when the target is there and before the load. What it returns is the `setup` of the workload. */
  setup?: (context: SetupContext<Target>) => Setup | Promise<Setup>
  /** Runs for each virtual user, before the load. What it returns is the `user` of its iterations. */
  beforeEachUser?: (context: UserContext<Target, Setup>) => User | Promise<User>
  /** Runs for each virtual user that was prepared, after the load, whatever happened. */
  afterEachUser?: (context: LeavingUserContext<Target, Setup, User>) => unknown
  /** Runs once, after the load and before the target is closed, whatever happened; `setup` is undefined if that failed. */
  teardown?: (context: TeardownContext<Target, Setup>) => unknown
  /** The longest that each of these may take, in ms. Failing or taking longer makes the run `invalid`. @default 60,000 */
  hookTimeoutMs?: number
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
  /** Metrics of your own, by name: `counter()`, `gauge()`, `rate()`, `trend()`. The workload gets them as `metrics`. */
  metrics?: Metrics
  /** Limits that must be kept. `successRate: { min: 1 }` holds unless you set it, and every `check` must hold. */
  budgets?: BudgetsOf<Metrics>
  /** What goes wrong on purpose, and when. Each must have its effect: a fault that never fired makes the run `invalid`. */
  faults?: readonly FaultOptions[]
  /** Faults drawn from the seed, in place of `faults`. */
  chaos?: ChaosOptions
  /**
   * Phases: the steady state is measured, then faults come, then all is healed, and everybody must get on in what is left of
   * the load. `true`: with all defaults. For loads that last for a time. @default false; true with `kind: 'chaos'`
   */
  recovery?: boolean | RecoveryOptions
  /**
   * Where a run with faults in virtual time fails, look for the smallest case that fails in the same way, in at most 60 runs,
   * and write it as a test file beside this one. @default false
   */
  shrink?: boolean
  /** What faults can act on, by name, beside the processor, the queue and the core that are recognised. */
  faultPoints?: (target: Target) => Readonly<Record<string, unknown>>
  /** When the generator itself is at fault. */
  health?: {
    /** Most lateness at the 99th percentile, in ms. @default the larger of 10 and 10 % of the tightest latency budget */
    latenessMs?: number
  }
  /**
   * So many threads (or processes) share the load, each with a target of its own. More than 1 need the workload as a module
   * (`new URL('./orders.workload.ts', import.meta.url)`), which exports `target`, `setup` and `teardown` too. Given, and be
   * it 1, it makes that module one bundle, free of what Vite's module runner costs. @default 1, and the module as it is
   */
  workers?: number | { count: number; kind?: 'thread' | 'process' }
  /**
   * What may leave the process: tighter than the plugin or the file says, never looser. `sealed`: nothing; `fenced`: what
   * they allow; `open`: everything, counted. @default as the file, or else the plugin, says
   */
  isolation?: Strength
  /**
   * What is left behind after teardown (timers, servers, sockets, listeners, changed globals, ...) fails the run, with where it
   * was made. `allow`: kinds, or parts of what it is and of where it was made, that may stay; `emitters`: those that outlive the
   * run, whose listeners are looked at beside those of `process`; `heap`: the load is stopped for a garbage collection after
   * each of so many rounds (8 to 100, @default 12), and what it keeps may grow by `bytesPerIteration` (@default 32).
   * `false`: nothing is looked for. @default true, without `heap`
   */
  leaks?:
    | boolean
    | {
        allow?: readonly (LeakKind | AllowedLeak)[]
        emitters?: readonly object[]
        heap?: boolean | { rounds?: number; bytesPerIteration?: number }
      }
  /** 32-bit integer. @default `VITEST_STRESS_SEED`, or one drawn for the run and printed */
  seed?: number
}

/** What every workload is given. */
export interface StressContext<Target = unknown, Item = unknown> {
  /** What the scenario's `target` built. */
  readonly target: Target
  readonly iteration: Iteration<Item, Item>
  /** The clock of the run: virtual with `time: 'virtual'`, otherwise the process's own. */
  readonly clock: RunClock
}

/** What a workload is given beside, where the scenario declares it; otherwise a fixture may have the name. */
export type DeclaredContext<Setup, User, Metrics = object> = ([Setup] extends [undefined]
  ? unknown
  : {
      /** What the scenario's `setup` returned. */
      readonly setup: Setup
    }) &
  ([User] extends [undefined]
    ? unknown
    : {
        /** What `beforeEachUser` returned for the virtual user that runs this iteration. */
        readonly user: User
      }) &
  ([keyof Metrics] extends [never]
    ? unknown
    : {
        /** The metrics that the scenario names. */
        readonly metrics: Metrics
      })

/** Runs once an iteration. Throwing or rejecting fails the iteration. */
export type Workload<
  Target = unknown,
  Item = unknown,
  Setup = undefined,
  User = undefined,
  Metrics = object,
> = (context: StressContext<Target, Item> & DeclaredContext<Setup, User, Metrics>) => unknown

/** The default export of a module: a workload that is told which of the workers it runs in. */
export type ModuleWorkload<Target = unknown, Item = unknown, Setup = undefined, Metrics = object> = (
  context: StressContext<Target, Item> &
    DeclaredContext<Setup, undefined, Metrics> & { readonly worker: WorkerPlace },
) => unknown
