import type { ColumnTypes } from './column-types.ts'
import type { FileProblems } from './file-problems.ts'

/** What a format may need to know beside the text. */
export interface FormatOptions {
  /** Names of the columns, where the file has no header. */
  columns: readonly string[] | null
  types: ColumnTypes
  delimiter: string
}

/** A kind of data file. */
export interface DataFormat {
  readonly name: string
  /** Of file names: `.csv`. */
  readonly extensions: readonly string[]
  /** Whether its items have columns, so that the options about columns mean something. */
  readonly hasColumns: boolean
  /** The items of `text`; what is wrong goes to `problems`. */
  read(text: string, options: FormatOptions, problems: FileProblems): unknown[]
}
