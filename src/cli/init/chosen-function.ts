import type { Parameter } from './read-parameters.ts'

/** The user's function that a scenario calls. */
export interface ChosenFunction {
  /** The module, relative to the project, with `/`. */
  module: string
  /** Its text. */
  text: string
  /** `default` for the default export. */
  exported: string
  /** null: it cannot be told. */
  parameters: Parameter[] | null
}

/** As the command line has it. */
export function nameOfChosen({ module, exported }: Pick<ChosenFunction, 'module' | 'exported'>): string {
  return `${module}#${exported}`
}
