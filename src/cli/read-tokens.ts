import { parseArgs } from 'node:util'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { unknownName } from '../foundation/schema.ts'

/** Which options a command has: those with a text, and those that are just there, each with its short form or null. */
export interface KnownOptions {
  readonly texts: Readonly<Record<string, string | null>>
  readonly flags: Readonly<Record<string, string | null>>
}

/** What a command line says, as far as it can be told. */
export interface ReadTokens {
  /** Options by name; undefined for one without a value. */
  readonly given: ReadonlyMap<string, string | undefined>
  readonly paths: readonly string[]
  /** Unknown options, options given twice, flags with a value. */
  readonly problems: Problem[]
}

/** Takes a command line apart, and finds everything that is wrong with its options at once. */
export function readTokens(args: readonly string[], { texts, flags }: KnownOptions): ReadTokens {
  const names = [...Object.keys(texts), ...Object.keys(flags)]
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...optionsOf(texts, 'string'), ...optionsOf(flags, 'boolean') },
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const problems: Problem[] = []
  const given = new Map<string, string | undefined>()
  const paths: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName: path, value } = token
    if (!names.includes(name)) problems.push(unknownName(path, name, names, 'option'))
    else if (given.has(name)) problems.push({ path, expected: 'it once', got: 'it again' })
    else {
      given.set(name, value)
      if (name in flags && value !== undefined)
        problems.push({ path, expected: 'no value', got: renderValue(value) })
    }
  }
  return { given, paths, problems }
}

function optionsOf<Type extends 'string' | 'boolean'>(
  names: Readonly<Record<string, string | null>>,
  type: Type,
) {
  const entries = Object.entries(names).map(([name, short]) => [
    name,
    short === null ? { type } : { type, short },
  ])
  return Object.fromEntries(entries) as Record<string, { type: Type; short?: string }>
}
