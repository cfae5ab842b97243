import type { IterationFacts } from '../model/iteration-facts.ts'
import { FreshSamples } from './fresh-samples.ts'
import { LatencySeries } from './latency-series.ts'

export type Phase = 'warmup' | 'steady'

/** What was recorded of one part of the load: one phase, one agent, one message type. */
export class Cell {
  declare readonly phase: Phase
  declare readonly agent: string | null
  declare readonly messageType: string | null
  succeeded = 0
  failed = 0
  unfinished = 0
  dropped = 0
  /** The cell of the iteration after one of this, the last time; itself until then. Kept by `Cells`. */
  follower: Cell = this
  readonly response = new LatencySeries()
  /** Successes that are in no other figure yet. Kept by `Recent`. */
  readonly fresh = new FreshSamples()
  /** The same object as `response` in a closed model, where the two cannot differ. */
  declare readonly service: LatencySeries
  /** null in a closed model, which has no schedule to be late for. */
  declare readonly lateness: LatencySeries | null

  // A class, so that V8 gives all cells one shape: each iteration looks at one.
  constructor(model: 'open' | 'closed', phase: Phase, agent: string | null, messageType: string | null) {
    this.phase = phase
    this.agent = agent
    this.messageType = messageType
    this.service = model === 'open' ? new LatencySeries() : this.response
    this.lateness = model === 'open' ? new LatencySeries() : null
  }
}

/** Which cells to look at; what is left out means all. */
export interface CellFilter {
  phase?: Phase
  agent?: string
  messageType?: string
}

/** More parts than this in one load are a mistake (a message type per message, say), and would eat the memory. */
export const maxCells = 3_000

/**
 * One cell per phase, agent and message type, made when first needed. An iteration is recorded once, into its cell;
 * totals are merged when they are read.
 */
export class Cells {
  /** Set when more parts came than there is room for; what came later is counted under null names. */
  overflowed = false
  declare private readonly _model: 'open' | 'closed'
  declare private readonly _most: number
  private readonly _all: Cell[] = []
  private readonly _trees: Record<Phase, Map<string | null, Map<string | null, Cell>>> = {
    warmup: new Map(),
    steady: new Map(),
  }
  /** Of the last iteration; at first a cell that nothing is of. */
  declare private _last: Cell

  constructor(model: 'open' | 'closed', most = maxCells) {
    this._model = model
    this._most = most
    this._last = new Cell(model, 'none' as Phase, null, null)
  }

  /** The cell of an iteration; its message type is null unless it is a text. */
  of({ phase, agent, message }: Pick<IterationFacts, 'phase' | 'agent' | 'message'>): Cell {
    const type = (message as { type?: unknown } | null | undefined)?.type ?? null
    // Agents and data are dealt in turn, so that it is mostly the one that came after it before.
    const cell = this._last.follower
    if (cell.messageType === type && cell.agent === agent && cell.phase === phase) return (this._last = cell)
    return this._lookUp(phase, agent, typeof type === 'string' ? type : null)
  }

  at(phase: Phase, agent: string | null, messageType: string | null): Cell {
    const byAgent = phase === 'steady' ? this._trees.steady : this._trees.warmup
    let byType = byAgent.get(agent)
    if (byType === undefined) byAgent.set(agent, (byType = new Map<string | null, Cell>()))
    return byType.get(messageType) ?? this._create(byType, phase, agent, messageType)
  }

  private _lookUp(phase: Phase, agent: string | null, messageType: string | null): Cell {
    const last = this._last
    // The same several times, and then that one.
    if (last.messageType === messageType && last.agent === agent && last.phase === phase) return last
    return (this._last = last.follower = this.at(phase, agent, messageType))
  }

  matching({ phase, agent, messageType }: CellFilter): Cell[] {
    return this._all.filter(
      (cell) =>
        (phase === undefined || cell.phase === phase) &&
        (agent === undefined || cell.agent === agent) &&
        (messageType === undefined || cell.messageType === messageType),
    )
  }

  /** The distinct agents, in the order they first came. */
  agents(): string[] {
    return [...new Set(this._all.flatMap(({ agent }) => (agent === null ? [] : [agent])))]
  }

  messageTypes(): string[] {
    return [...new Set(this._all.flatMap(({ messageType }) => (messageType === null ? [] : [messageType])))]
  }

  private _create(
    byType: Map<string | null, Cell>,
    phase: Phase,
    agent: string | null,
    messageType: string | null,
  ): Cell {
    if (this._all.length >= this._most && (agent !== null || messageType !== null)) {
      this.overflowed = true
      return this.at(phase, null, null)
    }
    const cell = new Cell(this._model, phase, agent, messageType)
    this._all.push(cell)
    byType.set(messageType, cell)
    return cell
  }
}
