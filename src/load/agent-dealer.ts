import { Cycle } from '../foundation/cycle.ts'
import type { LoadPlan } from '../model/load-plan.ts'

/** `agentOf` of one plan, quick where indices come in order. */
export class AgentDealer {
  declare private readonly _names: readonly (string | null)[]
  declare private readonly _turns: Cycle

  /** null where the plan names no agents. */
  static of({ agents, agentOfIteration }: LoadPlan): AgentDealer | null {
    const names = agentOfIteration ?? agents
    return names.length === 0 ? null : new AgentDealer(names)
  }

  private constructor(names: readonly (string | null)[]) {
    this._names = names
    this._turns = new Cycle(names.length)
  }

  /** The agent of iteration `index`, or null. */
  at(index: number): string | null {
    return this._names[this._turns.at(index)]!
  }
}
