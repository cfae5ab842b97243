import type { IterationFacts, RecordedFailure } from '../model/iteration-facts.ts'
import { agentOf, plannedByAgent, type LoadPlan } from '../model/load-plan.ts'
import { Cells, type Cell } from './cells.ts'
import { InterArrivals } from './inter-arrival.ts'
import { LatencySeries } from './latency-series.ts'
import { Recent } from './recent.ts'
import type { RunRecords } from './run-records.ts'
import type { SlicedLoad } from './slices.ts'
import { Stretches } from './stretches.ts'
import { TagCells } from './tag-cells.ts'
import { WarmupSearch, type Books } from './warmup-search.ts'

type Outcome = 'succeeded' | 'failed' | 'unfinished'

/** Takes down what the driver of one load reports. One call an iteration at its end, into one cell and those of its tags. */
export class Recorder {
  /** Lateness of starts that found a free slot: nobody but the generator made them late. null for closed models. */
  declare readonly generatorLateness: LatencySeries | null
  /** How evenly those came, and how long starts held the event loop; null for closed models. */
  declare readonly interArrivals: InterArrivals | null
  declare readonly syncTime: LatencySeries | null
  /** Where the load is to find it: 0 until `findWarmup`. */
  declare warmupMs: number
  /** Why no part of the load can be taken for steady, as a line for a person; null: nothing speaks against it. */
  unsteady: string | null = null
  started = 0
  /** Steady starts that found a free slot, and those of them that came by `onTimeUntilMs`; 0 for closed models. */
  startedFreely = 0
  startedOnTime = 0
  /** Steady starts that are not judged: something was done to the generator on purpose. */
  startedDisturbed = 0
  failed = 0
  unfinishedCount = 0
  droppedCount = 0
  private _succeeded = 0
  private _lastEndMs = 0
  declare private readonly _books: Books
  declare private readonly _stretches: Stretches | null
  declare private readonly _recent: Recent
  declare private readonly _agentOf: (index: number) => string | null
  declare private readonly _onTimeUntilMs: number
  declare private readonly _run: RunRecords
  declare private readonly _sliced: SlicedLoad
  declare private readonly _name: string | null
  declare private _search: WarmupSearch | null

  /** `onTimeUntilMs`: a start after this is behind the plan as a whole. `fromMs`: when the load, `name`, begins in its run. */
  constructor(
    plan: LoadPlan,
    onTimeUntilMs: number,
    run: RunRecords,
    fromMs = 0,
    name: string | null = null,
  ) {
    this._run = run
    this._name = name
    this._sliced = { fromMs, warmupMs: plan.warmupMs, model: plan.model }
    this._books = { cells: new Cells(plan.model), tagCells: new TagCells(plan.model) }
    this.generatorLateness = plan.model === 'open' ? new LatencySeries() : null
    this.interArrivals = plan.model === 'open' ? new InterArrivals() : null
    this.syncTime = plan.model === 'open' ? new LatencySeries() : null
    this._stretches = run.stretches && new Stretches(run.stretches)
    this._recent = new Recent(plan, run, this._sliced, this._stretches, this._books.cells)
    this.warmupMs = plan.warmupMs
    this._search = plan.findsWarmup ? new WarmupSearch(plan) : null
    this._agentOf = (index) => agentOf(plan, index)
    this._onTimeUntilMs = onTimeUntilMs
    run.timeline.follow(this)
    run.slices?.precedeBy(this)
  }

  begun(iteration: IterationFacts, slotWasFree: boolean): void {
    this.started++
    // A closed load has no plan that it could fall behind.
    if (this.interArrivals !== null) this._keepPace(this.interArrivals, iteration, slotWasFree)
  }

  /** Open models only. */
  private _keepPace(interArrivals: InterArrivals, iteration: IterationFacts, slotWasFree: boolean): void {
    this._noteGap(interArrivals, iteration, slotWasFree)
    // A generator that is still warming up is no reason to doubt what came after.
    if (!slotWasFree || iteration.phase === 'warmup') return
    // Nor is what was done to it on purpose.
    const { fromMs } = this._sliced
    if (this._run.unjudged.covers(fromMs + iteration.scheduledMs, fromMs + iteration.startedMs)) {
      this.startedDisturbed++
      return
    }
    this.startedFreely++
    if (iteration.startedMs <= this._onTimeUntilMs) this.startedOnTime++
    this.generatorLateness?.record(iteration.startedMs - iteration.scheduledMs)
  }

  /** How long the start of an iteration held the event loop: until its workload first waited. Open models only. */
  held(scheduledMs: number, ms: number): void {
    this._run.generator.held(ms)
    if (scheduledMs >= this.warmupMs) this.syncTime?.record(ms)
  }

  /** null where they are not kept. */
  get stretches(): Stretches | null {
    this.flush()
    return this._stretches
  }

  get cells(): Cells {
    this.flush()
    return this._books.cells
  }

  get tagCells(): TagCells {
    return this._books.tagCells
  }

  get succeeded(): number {
    this.flush()
    return this._succeeded
  }

  set succeeded(count: number) {
    this._succeeded = count
  }

  /** When the last iteration finished, in milliseconds from the start of the load. */
  get lastEndMs(): number {
    this.flush()
    return this._lastEndMs
  }

  set lastEndMs(ms: number) {
    this._lastEndMs = ms
  }

  /** Counts, and tells all who keep the run by time, what it did not yet. */
  flush(): void {
    const recent = this._recent
    if (recent.isEmpty) return
    this._lastEndMs = Math.max(this._lastEndMs, recent.lastEndMs)
    this._succeeded += recent.tell()
  }

  finished(iteration: IterationFacts, endMs: number, failure: RecordedFailure | null): void {
    if (failure !== null || !this._recent.take(iteration, endMs)) this._finishNow(iteration, endMs, failure)
  }

  /** What ended before must be told first where this one may close the slice and the stretch of those. */
  private _finishNow(iteration: IterationFacts, endMs: number, failure: RecordedFailure | null): void {
    if (this._recent.covers(iteration.scheduledMs, endMs)) return this._finish(iteration, endMs, failure)
    this.flush()
    this._finish(iteration, endMs, failure)
    this._recent.open()
  }

  private _finish(iteration: IterationFacts, endMs: number, failure: RecordedFailure | null): void {
    const cell = this._cellOf(iteration)
    if (failure === null) {
      this._succeeded++
      cell.succeeded++
    } else {
      this.failed++
      cell.failed++
      this._run.failures.add(failure.error)
      this._run.mistakes.note(failure.error)
    }
    this._run.timeline.finish(endMs - iteration.scheduledMs, cell.response)
    if (cell.lateness !== null) this._measureStart(cell, cell.lateness, iteration, endMs)
    this._search?.record(iteration.scheduledMs, endMs - iteration.scheduledMs)
    if (iteration.tags !== null)
      this._bookTags(iteration.tags, failure === null ? 'succeeded' : 'failed', iteration, endMs)
    this._lastEndMs = endMs
    this._run.slices?.finish(this._sliced, iteration, endMs, failure === null)
    this._tellProgress(iteration.agent, iteration.scheduledMs, endMs, failure === null)
    this._stretches?.end(this._sliced.fromMs, iteration, endMs)
  }

  /** Counts at its age: the true duration is longer, and must not vanish from the percentiles. */
  unfinished(iteration: IterationFacts, nowMs: number): void {
    this.flush()
    const cell = this._cellOf(iteration)
    this.unfinishedCount++
    cell.unfinished++
    this._measure(cell, iteration, nowMs)
    this._search?.record(iteration.scheduledMs, nowMs - iteration.scheduledMs)
    if (iteration.tags !== null) this._bookTags(iteration.tags, 'unfinished', iteration, nowMs)
    this._run.slices?.unfinish(this._sliced, iteration, nowMs)
    this._tellProgress(iteration.agent, iteration.scheduledMs, nowMs, false)
    this._stretches?.end(this._sliced.fromMs, iteration, nowMs)
  }

  /** Counts in response time at the age at which it was given up: a user would have waited at least that long. */
  dropped(index: number, scheduledMs: number, nowMs: number): void {
    const phase = scheduledMs < this.warmupMs ? 'warmup' : 'steady'
    const { cells } = this._booksAt(scheduledMs)
    const cell = cells.at(phase, this._agentOf(index), null)
    this.droppedCount++
    cell.dropped++
    cell.response.record(nowMs - scheduledMs)
    this._search?.record(scheduledMs, nowMs - scheduledMs)
    this._run.timeline.drop()
    this._tellProgress(this._agentOf(index), scheduledMs, nowMs, false)
    if (phase === 'warmup') return
    this._run.slices?.drop(this._sliced, scheduledMs, nowMs)
    this._stretches?.drop(this._sliced.fromMs, scheduledMs, nowMs)
  }

  /** Tells warm-up from steady load, where the load is to find it; once it has ended, and before the books are closed. */
  findWarmup(): void {
    if (this._search === null) return
    const { warmupMs, problem } = this._search.conclude(this)
    this._search = null
    this.warmupMs = warmupMs
    this.unsteady = problem
    if (warmupMs > 0) this._stretches?.forgetBefore(this._sliced.fromMs + warmupMs)
  }

  /** Books the planned starts that never came, under their agents, once the load has ended. */
  closeBooks(plan: LoadPlan): void {
    const missing = plannedByAgent(plan)
    for (const { agent, succeeded, failed, unfinished, dropped } of this.cells.matching({})) {
      missing.set(agent, (missing.get(agent) ?? 0) - succeeded - failed - unfinished - dropped)
    }
    for (const [agent, count] of missing) {
      if (plan.plannedIterations === null || count <= 0) continue
      this.droppedCount += count
      this.cells.at('steady', agent, null).dropped += count
      if (this._run.slices) this._run.slices.neverStarted += count
    }
  }

  private _noteGap(
    interArrivals: InterArrivals,
    { startedMs, scheduledMs, phase }: IterationFacts,
    slotWasFree: boolean,
  ): void {
    if (!slotWasFree) return interArrivals.waited()
    this._run.generator.started(startedMs - scheduledMs)
    if (phase === 'steady') interArrivals.started(startedMs, scheduledMs)
  }

  private _tellProgress(agent: string | null, dueMs: number, endMs: number, ok: boolean): void {
    const { fromMs } = this._sliced
    this._run.progress?.ended({ load: this._name, agent }, fromMs + dueMs, fromMs + endMs, ok)
  }

  private _cellOf(iteration: IterationFacts): Cell {
    return this._booksAt(iteration.scheduledMs).cells.of(iteration)
  }

  private _booksAt(scheduledMs: number): Books {
    return this._search?.booksAt(scheduledMs) ?? this._books
  }

  private _bookTags(
    tags: readonly string[],
    outcome: Outcome,
    iteration: IterationFacts,
    endMs: number,
  ): void {
    const { tagCells } = this._booksAt(iteration.scheduledMs)
    for (const tag of tags) {
      const cell = tagCells.at(iteration.phase, tag)
      if (cell === null) continue
      cell[outcome]++
      this._measure(cell, iteration, endMs)
    }
  }

  private _measure(cell: Cell, iteration: IterationFacts, endMs: number): void {
    cell.response.record(endMs - iteration.scheduledMs)
    if (cell.lateness !== null) this._measureStart(cell, cell.lateness, iteration, endMs)
  }

  /** What an open load has beside its response times. */
  private _measureStart(
    cell: Cell,
    lateness: LatencySeries,
    { scheduledMs, startedMs }: IterationFacts,
    endMs: number,
  ): void {
    cell.service.record(endMs - startedMs)
    lateness.record(startedMs - scheduledMs)
  }
}
