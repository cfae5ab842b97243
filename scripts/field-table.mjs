// A Markdown table of every field below a zod object, nested ones by their path.
import { z } from 'zod'

/** One row a field: path, type, default, description. */
export function fieldTable(schema) {
  const rows = fieldsOf(schema, '')
  if (rows.length === 0) return 'It has no options of its own.'
  return ['| field | type | default | meaning |', '|---|---|---|---|', ...rows].join('\n')
}

function fieldsOf(schema, prefix) {
  const { inner } = unwrap(schema)
  if (inner instanceof z.ZodObject) {
    const rows = Object.entries(inner.shape).flatMap(([key, value]) => rowsOf(`${prefix}${key}`, value))
    const { catchall } = inner.def
    return catchall instanceof z.ZodObject ? [...rows, ...rowsOf(`${prefix}<name>`, catchall)] : rows
  }
  if (inner instanceof z.ZodRecord) return fieldsOf(inner.valueType, `${prefix}<name>.`)
  if (inner instanceof z.ZodArray) return fieldsOf(inner.element, prefix.replace(/\.$/, '[].'))
  return []
}

function rowsOf(path, schema) {
  const { inner, optional, nullable, fallback, description } = unwrap(schema)
  const type = nameOf(inner) + (nullable ? ' or null' : '')
  const standard = fallback === undefined ? (optional ? '' : 'required') : `\`${JSON.stringify(fallback)}\``
  const row = `| \`${path}\` | ${type} | ${standard} | ${(description ?? '').replaceAll('|', '\\|')} |`
  return [row, ...fieldsOf(inner, `${path}.`)]
}

function unwrap(schema) {
  let inner = schema
  let [optional, nullable, fallback] = [false, false, undefined]
  let description = schema.description
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable) {
    if (inner instanceof z.ZodOptional) optional = true
    if (inner instanceof z.ZodNullable) nullable = true
    if (inner instanceof z.ZodDefault) fallback = inner.def.defaultValue
    inner = inner.unwrap()
    description ??= inner.description
  }
  return { inner, optional, nullable, fallback, description }
}

function nameOf(schema) {
  if (schema instanceof z.ZodEnum)
    return schema.options
      .map((name) => `\`'${name}'\``)
      .join(' or ')
      .replaceAll('|', '\\|')
  if (schema instanceof z.ZodLiteral)
    return schema.def.values.map((value) => `\`${JSON.stringify(value)}\``).join(' or ')
  if (schema instanceof z.ZodArray) return `array of ${nameOf(unwrap(schema.element).inner)}`
  if (schema instanceof z.ZodUnion)
    return schema.options.map((option) => nameOf(unwrap(option).inner)).join(' or ')
  const names = {
    ZodNumber: 'number',
    ZodInt: 'integer',
    ZodNumberFormat: 'number',
    ZodString: 'string',
    ZodBoolean: 'boolean',
    ZodObject: 'object',
    ZodRecord: 'object',
    ZodUnknown: 'object',
    ZodNull: 'null',
  }
  return names[schema.constructor.name] ?? 'see text'
}
