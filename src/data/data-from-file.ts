import { fileURLToPath } from 'node:url'
import { InputError, type Problem } from '../foundation/problem.ts'
import { custom, listNames, oneOf, text, z } from '../foundation/schema.ts'
import type { DataSource } from '../model/data-source.ts'
import { columnTypes, type ColumnTypes, type TypedRow } from './column-types.ts'
import { drawItems } from './draw-items.ts'
import { FileProblems } from './file-problems.ts'
import { formats, type FormatName } from './formats.ts'
import { orderSchema } from './order-schema.ts'
import type { DataOrder } from './orders.ts'
import { parseDataOptions } from './parse-data-options.ts'
import { readText } from './read-text.ts'

export interface FileDataOptions {
  /** @default 'sequential' */
  order?: DataOrder
  /** @default what the name ends in: `.csv`, `.jsonl` or `.ndjson`, `.json` (an array) */
  format?: FormatName
  /** CSV: names of the columns, where the file has no header. @default the first record */
  columns?: readonly string[]
  /** CSV: the character between fields. @default ',' */
  delimiter?: string
}

const names = formats.map(({ name }) => name) as [FormatName, ...FormatName[]]
const typeNames = Object.keys(columnTypes) as ['string', 'number', 'boolean']
const optionsSchema = z.strictObject({
  path: custom<string | URL>('a path, or a file URL', isPath),
  order: orderSchema,
  format: oneOf(names).optional(),
  columns: z.array(text(), { error: 'a list of names' }).min(1, { error: 'at least one name' }).optional(),
  types: z.record(z.string(), oneOf(typeNames), { error: 'types of columns by name' }).optional(),
  delimiter: custom<string>('one character, no quote and no line end', isDelimiter).optional(),
})
type Parsed = z.output<typeof optionsSchema>

/**
 * Feeds iterations (`iteration.data`) from a file: CSV (each row an object of strings), JSON Lines, or a JSON array. With
 * `types`, those columns are read as what it says, and the item has their types: `{ id: 'string', amount: 'number' }`.
 * A relative path counts from the root of the project. The file is read when the run starts; bad lines make the run
 * invalid, each named by its line (the first 20). Throws `InputError` for bad options.
 */
export function dataFromFile<const Types extends ColumnTypes>(
  path: string | URL,
  options: FileDataOptions & { types: Types },
): DataSource<TypedRow<Types>>
export function dataFromFile<Row = Record<string, string>>(
  path: `${string}.csv`,
  options?: FileDataOptions,
): DataSource<Row>
export function dataFromFile<Item = unknown>(path: string | URL, options?: FileDataOptions): DataSource<Item>
export function dataFromFile(
  path: string | URL,
  options: FileDataOptions & { types?: ColumnTypes } = {},
): DataSource<unknown> {
  const parsed = parseDataOptions('dataFromFile', optionsSchema, { path }, options)
  const file = typeof path === 'string' ? path : fileURLToPath(path)
  const format = formatOf(file, parsed)
  return {
    carries: 'data',
    open(context) {
      const problems = new FileProblems(file)
      const content = readText(file, problems)
      const columns = {
        columns: parsed.columns ?? null,
        types: parsed.types ?? {},
        delimiter: parsed.delimiter ?? ',',
      }
      const items = content === null ? [] : format.read(content, columns, problems)
      problems.throwAny()
      return drawItems({ items, name: file }, parsed.order, context)
    },
  }
}

/** The format that was asked for or that the file's name tells, once it is sure that the other options fit it. */
function formatOf(file: string, options: Parsed): (typeof formats)[number] {
  const isMeant = ({ name, extensions }: (typeof formats)[number]): boolean =>
    options.format === undefined
      ? extensions.some((extension) => file.toLowerCase().endsWith(extension))
      : name === options.format
  const format = formats.find(isMeant)
  if (!format) {
    const expected = `one of ${listNames(names)}, since the name of the file does not tell`
    throw new InputError('dataFromFile', [{ path: 'format', expected, got: `nothing, and ${file}` }])
  }
  const problems = (['columns', 'types', 'delimiter'] as const)
    .filter((option) => !format.hasColumns && options[option] !== undefined)
    .map((path): Problem => ({ path, expected: 'a format that has columns', got: format.name }))
  if (problems.length > 0) throw new InputError('dataFromFile', problems)
  return format
}

function isPath(value: unknown): boolean {
  return value instanceof URL ? value.protocol === 'file:' : typeof value === 'string' && value !== ''
}

function isDelimiter(value: unknown): boolean {
  return typeof value === 'string' && value.length === 1 && !'"\r\n'.includes(value)
}
