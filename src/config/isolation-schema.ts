import { check, oneOf, text, z, type Checked } from '../foundation/schema.ts'
import { strengths, type Strength } from '../model/isolation-metrics.ts'

const list = (what: string, meaning: string) =>
  z
    .array(text(what), { error: `a list, each ${what}` })
    .default([])
    .describe(meaning)

const allowSchema = z.strictObject(
  {
    hosts: list(
      'a host, maybe with a port',
      'what may be connected to: `localhost:5432`, `*.example.com:443`, `[::1]:*`, the path of a Unix socket; where empty, loopback',
    ),
    folders: list(
      'a folder',
      'where files may be written, from the project root, beside the output folder and the temporary one',
    ),
    modules: list(
      'a module',
      'what may be imported or loaded though a guard forbids it: a package, a built-in, a path from the project root',
    ),
    commands: list(
      'a program',
      'what may be started: a name or a path; a line of a shell may be one command and no more',
    ),
  },
  { error: 'an object of lists' },
)

export const strengthSchema = oneOf(strengths)

/** The one source of the option `isolation` and of its reference page. */
export const isolationSchema = z.strictObject(
  {
    strength: strengthSchema
      .default('sealed')
      .describe(
        '`sealed`: nothing leaves the process; `fenced`: what `allow` says; `open`: everything, counted',
      ),
    allow: allowSchema
      .default({ hosts: [], folders: [], modules: [], commands: [] })
      .describe('what a fenced run may do'),
    forbid: z
      .strictObject(
        { modules: list('a module', 'what must not be imported, as in `allow.modules`') },
        { error: 'an object of lists' },
      )
      .default({ modules: [] })
      .describe('beside what no stress run may'),
    enforce: z
      .boolean({ error: 'true or false' })
      .default(true)
      .describe(
        'a sealed process is started with what the permission model of its Node can take from it; false: it is guarded alone',
      ),
  },
  { error: `${strengths.map((name) => `"${name}"`).join(', ')} or an object` },
)

/** What a plugin or a stress file says of isolation. */
export type IsolationOption = Strength | z.input<typeof isolationSchema>
export type IsolationSettings = z.output<typeof isolationSchema>

/** Parses the option; every problem at once. A strength alone stands for an object with no more than that. */
export function resolveIsolation(input: unknown, path: string): Checked<IsolationSettings> {
  if (typeof input !== 'string') return check(isolationSchema, input, path)
  const strength = check(strengthSchema, input, path)
  return strength.ok ? check(isolationSchema, { strength: strength.value }, path) : strength
}
