import { renderValue } from '../../foundation/problem.ts'
import type { HistoryEvent, Operation } from '../../model/history.ts'
import { compareValues } from './compare-values.ts'
import type { HistoryProblems } from './history-problems.ts'

interface ProcessState {
  lastTime: number
  open: Operation | undefined
  /** Where the open operation was invoked. */
  openedAt: number
  /** Where its outcome became unknown; -1 while the process is in use. */
  retiredAt: number
}

/** Pairs invokes with completions while events come in, in time order within each process. */
export class Pairing {
  /** An event came whose process had already a later one: the events must be sorted and paired anew. */
  outOfOrder = false
  readonly #operations: Operation[] = []
  readonly #processes = new Map<string | number, ProcessState>()
  /** Processes with an unreadable event, so that nothing can be said about what their others belong to. */
  readonly #unreadable = new Set<unknown>()
  readonly #problems: HistoryProblems

  constructor(problems: HistoryProblems) {
    this.#problems = problems
  }

  add(event: HistoryEvent, place: number): void {
    const state = this.#stateOf(event.process)
    if (event.time < state.lastTime) this.outOfOrder = true
    state.lastTime = event.time
    if (this.outOfOrder || this.#unreadable.has(event.process)) return
    if (state.retiredAt >= 0) {
      this.#report(
        place,
        'a process that is still in use',
        `${show(event)}, whose outcome was unknown`,
        state.retiredAt,
      )
    } else if (event.type === 'invoke') {
      if (state.open)
        this.#report(place, 'at most one open operation', `a second one of ${show(event)}`, state.openedAt)
      state.open = open(event)
      state.openedAt = place
      this.#operations.push(state.open)
    } else if (state.open) {
      this.#complete(state, event, place)
    } else {
      this.#problems.add(place, '', 'an invoke before its completion', `${show(event)} without one`)
    }
  }

  /** Leaves out a process one of whose events is not readable. */
  ignore(process: unknown): void {
    this.#unreadable.add(process)
  }

  /** All operations, by the time of their invoke; what is still open has an unknown outcome. */
  finish(): Operation[] {
    const operations = this.#operations
    const isSorted = operations.every(
      (operation, i) => i === 0 || operations[i - 1]!.invokeTime <= operation.invokeTime,
    )
    return isSorted ? operations : operations.sort((a, b) => a.invokeTime - b.invokeTime)
  }

  #stateOf(process: string | number): ProcessState {
    let state = this.#processes.get(process)
    if (!state) {
      state = { lastTime: -Infinity, open: undefined, openedAt: -1, retiredAt: -1 }
      this.#processes.set(process, state)
    }
    return state
  }

  #complete(state: ProcessState, event: HistoryEvent, place: number): void {
    const operation = state.open!
    state.open = undefined
    if (event.f !== operation.f) {
      this.#report(place, `f "${operation.f}" as in its invoke`, `"${event.f}"`, state.openedAt)
      return
    }
    if (event.type === 'info') {
      state.retiredAt = place
      return
    }
    operation.outcome = event.type as 'ok' | 'fail'
    operation.completeTime = event.time
    operation.key = event.key ?? operation.key
    operation.offset = event.offset ?? operation.offset
    if (event.type === 'ok') this.#setOutput(operation, event, place, state.openedAt)
  }

  #setOutput(operation: Operation, { f, value }: HistoryEvent, place: number, openedAt: number): void {
    if (f === 'dequeue' || f === 'drain') {
      operation.output = value
    } else if (f === 'assign') {
      operation.output = value ?? operation.input
      if (!Array.isArray(operation.output))
        this.#report(place, 'the array of keys now held', 'none', openedAt)
    } else if (value !== null && value !== undefined && compareValues(value, operation.input) !== 0) {
      this.#report(
        place,
        `value ${renderValue(operation.input)} as in its invoke`,
        renderValue(value),
        openedAt,
      )
    }
  }

  #report(place: number, expected: string, got: string, other: number): void {
    this.#problems.add(place, '', expected, `${got} (${this.#problems.pathOf(other)})`)
  }
}

function show({ process, f, type }: HistoryEvent): string {
  return `"${type}" of ${f} by process ${renderValue(process)}`
}

function open({ process, f, value, key, priority, offset, time }: HistoryEvent): Operation {
  return {
    process,
    f,
    outcome: 'info',
    invokeTime: time,
    completeTime: Infinity,
    input: value,
    output: value,
    key: key ?? undefined,
    priority: priority ?? undefined,
    offset: offset ?? undefined,
  }
}
