import { renderValue, type Problem } from '../foundation/problem.ts'
import { check, custom, milliseconds, z } from '../foundation/schema.ts'

const flag = z.boolean({ error: 'true or false' }).optional()
const isTags = (value: unknown): boolean => [value].flat().every((tag) => typeof tag === 'string')

/** Options of Vitest's that stand beside ours and mean what they mean there. */
const vitestOptions = {
  timeout: milliseconds().optional(),
  tags: custom<string | string[]>('a tag or a list of tags', isTags).optional(),
  meta: z.record(z.string(), z.unknown(), { error: 'an object' }).optional(),
  skip: flag,
  only: flag,
  todo: flag,
  fails: flag,
}
const vitestSchema = z.object(vitestOptions)

/** Options of Vitest's that would make a stress test mean less, each with the reason. */
const refused = {
  retry: 'no retry, because a budget kept at the second attempt was not kept',
  repeats: 'no repeats, because each run needs an entry of its own; call runStress in a loop',
  concurrent: 'no concurrency, because scenarios that run at once measure each other',
  sequential: 'no such option: stress tests always run one after the other',
}

export interface SplitOptions {
  vitest: z.output<typeof vitestSchema>
  /** What is left: the scenario. */
  stress: unknown
  problems: Problem[]
}

/** Takes Vitest's own options out of `input`. `chain` holds what `stressTest.skip.concurrent` and the like set. */
export function splitOptions(input: unknown, chain: Record<string, unknown>): SplitOptions {
  const problems = Object.entries(refused).flatMap(([name, expected]) =>
    name !== 'sequential' && chain[name] ? [{ path: `stressTest.${name}`, expected, got: `.${name}` }] : [],
  )
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { vitest: {}, stress: input, problems }
  const own: Record<string, unknown> = {}
  const stress: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    if (name in vitestOptions) own[name] = value
    else if (!(name in refused)) stress[name] = value
    // `sequential: true` and `retry: 0` ask for what is the case anyway.
    else if (name === 'sequential' ? value === false : value) {
      problems.push({ path: name, expected: refused[name as keyof typeof refused], got: renderValue(value) })
    }
  }
  const checked = check(vitestSchema, own, '')
  if (checked.ok) return { vitest: checked.value, stress, problems }
  const wrong = new Set(checked.problems.map(({ path }) => path.split(/[.[]/)[0]))
  const right = Object.fromEntries(Object.entries(own).filter(([name]) => !wrong.has(name)))
  return { vitest: right, stress, problems: [...problems, ...checked.problems] }
}
