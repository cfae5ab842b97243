import type { DataFormat } from './format.ts'
import { csv } from './formats/csv.ts'
import { json } from './formats/json.ts'
import { jsonLines } from './formats/json-lines.ts'

/** Every kind of data file, in the order of the documentation. */
export const formats = [csv, jsonLines, json] as const satisfies readonly DataFormat[]

export type FormatName = (typeof formats)[number]['name']
