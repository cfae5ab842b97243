/** What a column may be read as, beside the text that it is. */
export interface ColumnType {
  /** As a problem says it. */
  expected: string
  /** The value, or undefined where the text is none. */
  parse(text: string): string | number | boolean | undefined
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

export const columnTypes = {
  string: { expected: 'a string', parse: (text) => text },
  number: {
    expected: 'a number',
    // Stricter than `Number`, which takes an empty field for 0 and "0x10" for 16.
    parse: (text) => {
      const value = decimal.test(text.trim()) ? Number(text) : NaN
      return Number.isFinite(value) ? value : undefined
    },
  },
  boolean: {
    expected: 'true or false',
    parse: (text) => {
      const word = text.trim().toLowerCase()
      return word === 'true' ? true : word === 'false' ? false : undefined
    },
  },
} satisfies Record<string, ColumnType>

export type ColumnTypes = Record<string, keyof typeof columnTypes>

/** The row of a file whose columns have these types. */
export type TypedRow<Types extends ColumnTypes> = {
  [Column in keyof Types]: { string: string; number: number; boolean: boolean }[Types[Column]]
}
