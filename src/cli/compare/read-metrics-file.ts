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
  merged_from: z
    .array(z.object({ machine: z.string().nullable(), environment }))
    .nullable()
    .optional(),
  scenarios: z.array(storedScenarioSchema),
})

export type ReadRuns = { ok: true; runs: StoredRun[] } | { ok: false; problems: Problem[] }

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
  const { scenarios, environment: own, merged_from: merged } = checked.value
  const single = scenarios.filter((each) => !notOneRun(each))
  return {
    ok: true,
    runs: single.map((scenario) => {
      const ran = merged?.find(({ machine }) => machine === (scenario.machine ?? null))?.environment ?? own
      return { ...scenario, path, machine: machineOf(ran) }
    }),
  }
}

/** The release of a kernel changes with each update of a hosted machine. */
function machineOf({ cpu, cores, node, os }: z.output<typeof environment>): StoredRun['machine'] {
  const words = os.split(' ')
  return { cpu, cores, node, os: `${words[0]} ${words.at(-1)}` }
}
