import { Cell, type Phase } from './cells.ts'

/** More tags than this in one load are a mistake (one for each request, say), and would eat the memory. */
export const maxTags = 1_000

/** What was recorded of the iterations that bear a tag, beside their own cells: one cell a phase and tag. */
export class TagCells {
  /** Set when more tags came than there is room for; what came later is not told apart. */
  overflowed = false
  declare private readonly _model: 'open' | 'closed'
  declare private readonly _most: number
  private readonly _byTag = new Map<string, Partial<Record<Phase, Cell>>>()

  constructor(model: 'open' | 'closed', most = maxTags) {
    this._model = model
    this._most = most
  }

  /** null: too many tags came before. */
  at(phase: Phase, tag: string): Cell | null {
    let phases = this._byTag.get(tag)
    if (phases === undefined) {
      if (this._byTag.size >= this._most) {
        this.overflowed = true
        return null
      }
      this._byTag.set(tag, (phases = {}))
    }
    return (phases[phase] ??= new Cell(this._model, phase, null, null))
  }

  /** In the order they first came. */
  get tags(): string[] {
    return [...this._byTag.keys()]
  }

  matching(tag: string, phase?: Phase): Cell[] {
    const phases = this._byTag.get(tag) ?? {}
    return Object.values(phases).filter((cell) => phase === undefined || cell.phase === phase)
  }
}
