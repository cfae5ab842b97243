import { resolveIsolation, type IsolationOption, type IsolationSettings } from '../config/isolation-schema.ts'
import { InputError } from '../foundation/problem.ts'
import { check, milliseconds, text, z } from '../foundation/schema.ts'
import { defaultPluginOptions } from './default-plugin-options.ts'

/** The one source of the plugin's options and of their reference page. */
export const pluginOptionsSchema = z.strictObject({
  include: z
    .array(text('a glob pattern'), { error: 'a list of glob patterns' })
    .min(1, { error: 'at least one glob pattern' })
    .default(defaultPluginOptions.include)
    .describe('which files are stress files'),
  outputFolder: text('a folder')
    .default(defaultPluginOptions.outputFolder)
    .describe('where the metrics go, from the project root'),
  fileName: text('a file name')
    .refine((name) => !/[\\/]/.test(name), { error: 'a file name without a folder (that is `outputFolder`)' })
    .default(defaultPluginOptions.fileName)
    .describe('name of the metrics file; `{timestamp}` is replaced'),
  summary: z
    .union([z.literal('auto'), z.literal(false), text('a path')], { error: '"auto", false or a path' })
    .default(defaultPluginOptions.summary)
    .describe(
      'where a summary in Markdown goes: a path from the project root, or nowhere; `"auto"` adds it to the summary of a step of GitHub Actions',
    ),
  progress: z
    .union([z.boolean(), z.enum(['plain'])], { error: 'true, false or "plain"' })
    .default(defaultPluginOptions.progress)
    .describe(
      "how far a running scenario is: `true` in Vitest's window of a terminal (`default` and `verbose` reporter), elsewhere a plain line every 5 seconds; `'plain'` the plain line everywhere; `false` nothing",
    ),
  graceMs: milliseconds()
    .default(defaultPluginOptions.graceMs)
    .describe('how long past its time limit a scenario may still block before its worker is ended'),
  isolation: z
    .unknown()
    .optional()
    .describe(
      "what may leave the processes of stress files: `'sealed'`, `'fenced'`, `'open'`, or an object, below; a file may say otherwise at its top",
    ),
  seed: z
    .int32({ error: 'a 32-bit integer' })
    .optional()
    .describe('seed of all scenarios; `VITEST_STRESS_SEED` beats it; drawn and printed if neither is set'),
})

/** What `stress()` takes. */
export type StressPluginOptions = Omit<z.input<typeof pluginOptionsSchema>, 'isolation'> & {
  /** What may leave the processes of stress files. @default 'sealed' */
  isolation?: IsolationOption
}
export type ResolvedPluginOptions = Omit<z.output<typeof pluginOptionsSchema>, 'isolation'> & {
  isolation: IsolationSettings
}

/** Parses plugin options; every problem at once. */
export function resolvePluginOptions(input: unknown): ResolvedPluginOptions {
  const checked = check(pluginOptionsSchema, input ?? {}, '')
  const given = (input as StressPluginOptions | undefined)?.isolation ?? defaultPluginOptions.isolation
  const isolation = resolveIsolation(given, 'isolation')
  const problems = [checked, isolation].flatMap((part) => (part.ok ? [] : part.problems))
  if (!checked.ok || !isolation.ok) throw new InputError('stress() in the Vitest config', problems)
  return { ...checked.value, isolation: isolation.value }
}
