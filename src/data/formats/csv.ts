import { renderValue } from '../../foundation/problem.ts'
import { checkColumns } from '../check-columns.ts'
import { columnTypes, type ColumnType } from '../column-types.ts'
import type { FileProblems } from '../file-problems.ts'
import type { DataFormat } from '../format.ts'
import { parseCsv } from '../parse-csv.ts'

type Row = Record<string, string | number | boolean>

/** Comma-separated values; the first record names the columns, unless `columns` does. Each item is an object. */
export const csv = {
  name: 'csv',
  extensions: ['.csv'],
  hasColumns: true,
  read(text, { columns, types, delimiter }, problems) {
    const rows: Row[] = []
    let toRow = columns && rowReader(columns, types, null, problems)
    parseCsv(text, delimiter, {
      onRecord(fields, line) {
        if (toRow === null) toRow = rowReader(fields, types, line, problems)
        else rows.push(toRow(fields, line))
      },
      onProblem: (line, expected, got) => problems.add(line, expected, got),
    })
    if (toRow === null) problems.add(null, 'a header that names the columns', 'nothing')
    return rows
  },
} as const satisfies DataFormat

/** Reads the rows of these columns. Rows get their fields in one order, so that they share one shape in memory. */
function rowReader(
  columns: readonly string[],
  types: Record<string, keyof typeof columnTypes>,
  headerLine: number | null,
  problems: FileProblems,
): (fields: string[], line: number) => Row {
  checkColumns(columns, types, headerLine, problems)
  const typeOf = columns.map((column): ColumnType => {
    const name = Object.hasOwn(types, column) ? types[column] : undefined
    return columnTypes[name ?? 'string']
  })
  return (fields, line) => {
    const row: Row = {}
    if (fields.length !== columns.length) {
      problems.add(line, `${columns.length} fields, as there are columns`, String(fields.length))
      return row
    }
    for (let index = 0; index < fields.length; index++) {
      const text = fields[index]!
      const value = typeOf[index]!.parse(text)
      if (value === undefined) problems.add(line, typeOf[index]!.expected, renderValue(text), columns[index])
      else row[columns[index]!] = value
    }
    return row
  }
}
