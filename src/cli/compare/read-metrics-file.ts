import { readFileSync } from 'node:fs'
import { renderValue, type Problem } from '../../foundation/problem.ts'
import { check, z } from '../../foundation/schema.ts'
import { schemaVersion } from '../../model/schema-version.ts'
import { storedScenarioSchema, type StoredRun } from './stored-run.ts'

/** Of a capacity search, and of variants: many runs in one entry. */
const notOneRun = (each: { capacity?: unknown; comparison?: unknown }): boolean =>
  Boolean(each.capacity) || Boolean(each.comparison)

const environment = z.object({
  node: z.string(),
  cpu: z.string(),
  cores: z.number(),
  os: z.string(),
})
const fileSchema = z.object({
  schema_version: z.string(),
  environment,
  interrupted: z.boolean().optional(),
  problems: z.array(z.string()).optional(),
  merged_from: z
    .array(z.object({ machine: z.string().nullable(), environment }))
    .nullable()
    .optional(),
  scenarios: z.array(storedScenarioSchema),
})

export type ReadRuns =
  | {
      ok: true
      runs: StoredRun[]
      /** Why something may be missing in it, as lines for a person. */
      gaps: string[]
    }
  | { ok: false; problems: Problem[] }

/** The runs in a metrics file; or every reason why it cannot be read. */
export function readMetricsFile(path: string): ReadRuns {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error)
    return { ok: false, problems: [{ path, expected: 'a metrics file, in JSON', got }] }
  }
  const major = (version: unknown): string => String(version).split('.')[0]!
  const version = (value as { schema_version?: unknown } | null)?.schema_version
  if (version !== undefined && major(version) !== major(schemaVersion)) {
    const expected = `schema_version ${major(schemaVersion)}`
    return { ok: false, problems: [{ path, expected, got: renderValue(version) }] }
  }
  const checked = check(fileSchema, value, path)
  if (!checked.ok) return checked
  const { scenarios, environment: own, merged_from: merged, interrupted, problems = [] } = checked.value
  const gaps = [...(interrupted ? ['the run was interrupted'] : []), ...problems]
  const single = scenarios.filter((each) => !notOneRun(each))
  return {
    ok: true,
    gaps: gaps.map((gap) => `${path} is no whole run: ${gap}`),
    runs: single.map((scenario) => {
      const ranOn = scenario.machine ?? null
      const ran = merged?.find(({ machine }) => machine === ranOn)?.environment ?? own
      return { ...scenario, path, ranOn, machine: machineOf(ran) }
    }),
  }
}

/** The release of a kernel changes with each update of a hosted machine. */
function machineOf({ cpu, cores, node, os }: z.output<typeof environment>): StoredRun['machine'] {
  const words = os.split(' ')
  return { cpu, cores, node, os: `${words[0]} ${words.at(-1)}` }
}
