import { z, type Schema } from './schema.ts'

/** Names that a schema's records take, where only some are valid, do not include this. */
const anyName = 'any name at all'

/** Deeper ones repeat what stands further up. */
const deepest = 4

/** Where below `path` an option of this very name may stand: `budgets.windows`. The least deep ones, at most three. */
export function placesOf(name: string, schema: Schema, path = ''): string[] {
  let level: [string, Schema][] = [[path, schema]]
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const found = level.flatMap(([at, each]) => (takes(each, name) ? [below(at, name)] : []))
    if (found.length > 0) return [...new Set(found)].slice(0, 3)
    level = level.flatMap(([at, each]) => partsOf(each, at))
  }
  return []
}

function takes(schema: Schema, name: string): boolean {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, name)
  if (!(schema instanceof z.ZodRecord)) return false
  const keys = schema.keyType as Schema
  return keys.safeParse(name).success && !keys.safeParse(anyName).success
}

function partsOf(schema: Schema, at: string): [string, Schema][] {
  const inner = (key: string, each: unknown): [string, Schema][] =>
    formsOf(each as Schema).map((form) => [key, form])
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, each]) => inner(below(at, key), each))
  if (schema instanceof z.ZodRecord) return inner(below(at, '*'), schema.valueType)
  if (schema instanceof z.ZodArray) return inner(`${at}[]`, schema.element)
  return []
}

/** What stands behind defaults and the like; each form of a union. */
function formsOf(schema: Schema): Schema[] {
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable
  if (isWrapped) return formsOf(schema.unwrap() as Schema)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((each) => formsOf(each as Schema))
  return [schema]
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
