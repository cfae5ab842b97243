import type {
  afterAll,
  afterEach,
  aroundAll,
  aroundEach,
  beforeAll,
  beforeEach,
  describe,
  TaskMeta,
  TestContext,
} from 'vitest'
import type { ComparisonOptions } from '../config/comparison-options.ts'
import type { DeclaredMetrics } from '../config/declared-metrics.ts'
import type { DeclaredContext, StressContext, StressOptions } from '../config/stress-options.ts'

/** Vitest's own options, but for those that a stress test refuses: `retry`, `repeats`, `concurrent`. */
export interface VitestTestOptions {
  /** Milliseconds for the whole run. @default what the load plan needs */
  timeout?: number
  tags?: string | string[]
  meta?: Partial<TaskMeta>
  skip?: boolean
  only?: boolean
  todo?: boolean
  /** Expects the verdict `fail`. */
  fails?: boolean
}

export type StressTestOptions<
  Target,
  Item,
  Setup = unknown,
  User = unknown,
  Metrics extends DeclaredMetrics = DeclaredMetrics,
> = (
  | StressOptions<Target, Item, Setup, User, Metrics>
  | ComparisonOptions<Target, Item, Setup, User, Metrics>
) &
  VitestTestOptions

/** What a workload is given: the target, the iteration, what hooks returned, Vitest's test context, and your fixtures. */
export type StressTestContext<
  Target,
  Item,
  Fixtures = object,
  Setup = undefined,
  User = undefined,
  Metrics = object,
> = Omit<TestContext, keyof StressContext | keyof Fixtures | keyof DeclaredContext<Setup, User, Metrics>> &
  Omit<Fixtures, keyof StressContext | keyof DeclaredContext<Setup, User, Metrics>> &
  StressContext<Target, Item> &
  DeclaredContext<Setup, User, Metrics>

type Name = string | ((...parameters: never[]) => unknown)

export interface StressTestCall<Fixtures> {
  /** Notes a scenario that is still to be written. */
  (name: Name): void
  (
    name: Name,
    workload: (context: StressTestContext<undefined, undefined, Fixtures>) => unknown,
    timeoutMs?: number,
  ): void
  // The last: tsc tells what is wrong by the last one alone, and most calls are this.
  /** The workload may be the default export of a module: `new URL('./orders.workload.ts', import.meta.url)`. */
  <
    Target = undefined,
    Item = undefined,
    Setup = undefined,
    User = undefined,
    Metrics extends DeclaredMetrics = {},
  >(
    name: Name,
    options: StressTestOptions<Target, Item, Setup, User, Metrics>,
    workload: ((context: StressTestContext<Target, Item, Fixtures, Setup, User, Metrics>) => unknown) | URL,
  ): void
}

export interface StressTestFor<Case, Fixtures> {
  <
    Target = undefined,
    Item = undefined,
    Setup = undefined,
    User = undefined,
    Metrics extends DeclaredMetrics = {},
  >(
    name: Name,
    options: StressTestOptions<Target, Item, Setup, User, Metrics>,
    workload: (
      item: Case,
      context: StressTestContext<Target, Item, Fixtures, Setup, User, Metrics>,
    ) => unknown,
  ): void
  (
    name: Name,
    workload: (item: Case, context: StressTestContext<undefined, undefined, Fixtures>) => unknown,
  ): void
}

export interface StressTestEach<Row extends readonly unknown[]> {
  (name: Name, options: StressTestOptions<unknown, unknown>, workload: (...row: Row) => unknown): void
  (name: Name, workload: (...row: Row) => unknown): void
}

/** As `test.extend`: a value, or a function of the fixtures so far that hands its value to `use`. */
export type FixtureDefinitions<New, Fixtures> = {
  [K in keyof New]:
    | New[K]
    | ((context: TestContext & Fixtures & Omit<New, K>, use: (value: New[K]) => Promise<void>) => unknown)
    | [
        (
          | New[K]
          | ((
              context: TestContext & Fixtures & Omit<New, K>,
              use: (value: New[K]) => Promise<void>,
            ) => unknown)
        ),
        { auto?: boolean; injected?: boolean; scope?: 'test' | 'worker' | 'file' },
      ]
}

interface BuilderTools {
  onCleanup(cleanup: () => unknown): void
}

export interface StressTest<Fixtures = object> extends StressTestCall<Fixtures> {
  readonly skip: StressTest<Fixtures>
  readonly only: StressTest<Fixtures>
  readonly todo: StressTest<Fixtures>
  /** Passes only on the verdict `fail`; `invalid` fails it. */
  readonly fails: StressTest<Fixtures>
  skipIf(condition: unknown): StressTest<Fixtures>
  runIf(condition: unknown): StressTest<Fixtures>
  /** One scenario for each case; the workload gets the case first, then its context. */
  for<Case>(cases: readonly Case[]): StressTestFor<Case, Fixtures>
  for(strings: TemplateStringsArray, ...values: unknown[]): StressTestFor<Record<string, unknown>, Fixtures>
  /** As Vitest's own: the workload gets the row and no context. Prefer `.for`. */
  each<Row extends readonly unknown[] | [unknown]>(rows: readonly Row[]): StressTestEach<Row>
  each<Case>(cases: readonly Case[]): StressTestEach<[Case]>
  each(strings: TemplateStringsArray, ...values: unknown[]): StressTestEach<[Record<string, unknown>]>
  extend<New extends Record<string, unknown>>(
    fixtures: FixtureDefinitions<New, Fixtures>,
  ): StressTest<Fixtures & New>
  extend<const K extends string, Value>(
    name: K,
    build: (context: TestContext & Fixtures, tools: BuilderTools) => Value | Promise<Value>,
  ): StressTest<Fixtures & Record<K, Value>>
  extend<const K extends string, Value>(name: K, value: Value): StressTest<Fixtures & Record<K, Value>>
  readonly describe: typeof describe
  readonly suite: typeof describe
  readonly beforeEach: typeof beforeEach<Fixtures>
  readonly afterEach: typeof afterEach<Fixtures>
  readonly aroundEach: typeof aroundEach<Fixtures>
  readonly beforeAll: typeof beforeAll
  readonly afterAll: typeof afterAll
  readonly aroundAll: typeof aroundAll
}
