// The one place that knows zod. Other files import `z` from here, and get problems in our own words.
import { z } from 'zod'
import { nearestName, renderValue, type Problem } from './problem.ts'

export { z }
export type Schema = z.ZodType

/** A value checked by `accepts`; `expected` is what a problem says in its place. */
export function custom<T>(expected: string, accepts: (value: unknown) => boolean): z.ZodType<T> {
  return z.custom<T>(accepts, { error: expected })
}

const number = (expected: string) => z.number({ error: expected })
export const positive = (expected = 'a number above 0') => number(expected).positive({ error: expected })
export const atLeastZero = (expected = 'a number of 0 or more') =>
  number(expected).min(0, { error: expected })
export const fraction = (expected = 'a number from 0 to 1') =>
  number(expected).min(0, { error: expected }).max(1, { error: expected })
export const count = (expected = 'a whole number above 0') =>
  number(expected).int({ error: expected }).positive({ error: expected })
export const wholeFromZero = (expected = 'a whole number of 0 or more') =>
  number(expected).int({ error: expected }).min(0, { error: expected })
/** The longest time a timer can be set to, about 24.8 days; beyond it, timers fire at once. */
export const longestMs = 2 ** 31 - 1
export const milliseconds = () =>
  positive('a number of milliseconds above 0').max(longestMs, { error: `at most ${longestMs} milliseconds` })
export const millisecondsFromZero = () =>
  atLeastZero('a number of milliseconds, 0 or more').max(longestMs, {
    error: `at most ${longestMs} milliseconds`,
  })
export const text = (expected = 'a string that is not empty') =>
  z.string({ error: expected }).min(1, { error: expected })
export const oneOf = <const T extends readonly [string, ...string[]]>(names: T) =>
  z.enum(names, { error: `one of ${listNames(names)}` })

export function listNames(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

/** Parses `value`, and reports every problem below `path`, not only the first. */
export function check<S extends Schema>(schema: S, value: unknown, path: string): Checked<z.output<S>> {
  const result = schema.safeParse(value)
  if (result.success) return { ok: true, value: result.data }
  return {
    ok: false,
    problems: result.error.issues.flatMap((issue) => toProblems(issue, schema, value, path)),
  }
}

function toProblems(issue: z.core.$ZodIssue, schema: Schema, value: unknown, base: string): Problem[] {
  const path = joinPath(base, issue.path) || 'options'
  const at = valueAt(value, issue.path)
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(schemaAt(schema, issue.path))
    return issue.keys.map((key) => unknownName(joinPath(base, [...issue.path, key]), key, known, 'option'))
  }
  if (issue.code === 'invalid_value') {
    const names = issue.values.filter((name) => typeof name === 'string')
    const nearest = typeof at === 'string' ? nearestName(at, names) : undefined
    return [
      { path, expected: issue.message, got: renderValue(at), ...(nearest === undefined ? {} : { nearest }) },
    ]
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1))
    return [unknownName(path, key, ['p50', 'p90', 'p95', 'p99', 'p99.9', 'max', 'avg'], 'metric')]
  }
  const expected =
    issue.code === 'invalid_type' && issue.message.startsWith('Invalid')
      ? article(issue.expected)
      : issue.message
  return [{ path, expected, got: renderValue(at) }]
}

/** The problem of a name that does not exist. */
export function unknownName(path: string, name: string, known: readonly string[], what: string): Problem {
  const nearest = nearestName(name, known)
  const expected = known.length > 0 ? `one of ${shortList(known)}` : `no such ${what}`
  return { path, expected, got: `unknown ${what} "${name}"`, ...(nearest === undefined ? {} : { nearest }) }
}

/** The name that a problem of `unknownName` says is no option; null: it is about something else. */
export function unknownOption({ got }: Problem): string | null {
  return /^unknown option "(.*)"$/s.exec(got)?.[1] ?? null
}

/** Long lists are cut: they would bury the nearest name. */
function shortList(names: readonly string[]): string {
  if (names.length <= 40) return names.join(', ')
  return `${names.slice(0, 12).join(', ')}, ... (${names.length} in all)`
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`
}

export function joinPath(base: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, base)
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  )
}

/** Follows `path` into a schema, through optionals, defaults and records. */
function schemaAt(schema: Schema, path: readonly PropertyKey[]): Schema | undefined {
  return path.reduce<Schema | undefined>((at, key) => {
    const plain = unwrap(at)
    if (plain instanceof z.ZodObject) return plain.shape[String(key)] as Schema | undefined
    if (plain instanceof z.ZodRecord) return plain.valueType as Schema
    if (plain instanceof z.ZodArray) return plain.element as Schema
    return undefined
  }, schema)
}

function keysOf(schema: Schema | undefined): string[] {
  const plain = unwrap(schema)
  return plain instanceof z.ZodObject ? Object.keys(plain.shape) : []
}

function unwrap(schema: Schema | undefined): Schema | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrap(schema.unwrap() as Schema)
  }
  return schema
}
