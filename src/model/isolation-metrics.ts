import { z } from '../foundation/schema.ts'

/** From the one that lets nothing out to the one that only counts. */
export const strengths = ['sealed', 'fenced', 'open'] as const

/** How well a way out of the process is watched. */
export const coverages = ['enforced', 'intercepted', 'unguarded'] as const

const attemptSchema = z.strictObject({
  surface: z.string().describe('which way out: `network`, `files`, `imports`'),
  what: z.string().describe('what was called: `net.connect`'),
  where_to: z.string().describe('`127.0.0.1:5432`, a path, a command'),
  blocked: z.boolean().describe('it was a violation, and did not happen'),
  count: z.number().int().describe('how often, from this place'),
  call_site: z.string().nullable().describe('file:line:column of the call'),
  frame: z.string().nullable().describe('the first frame in code of the project, as text'),
  chain: z
    .array(z.string())
    .nullable()
    .describe('of an import: the modules from the stress file to it; null for anything else'),
})

const leakSchema = z.strictObject({
  kind: z.string().describe('`timer`, `server`, `listener`'),
  what: z.string().describe('which one, for a person'),
  created_at: z.string().nullable().describe('file:line:column of where it was made'),
  count: z.number().int().describe('how many of that place'),
})

const heapSchema = z.strictObject({
  verdict: z.enum(['pass', 'fail', 'invalid']),
  rounds: z.number().int().describe('parts of the load after which the heap was to be looked at'),
  limit_bytes_per_iteration: z.number(),
  bytes_per_iteration: z
    .number()
    .nullable()
    .describe('how much the heap grew, the median of all pairs of looks; null: not known'),
  at_least_bytes_per_iteration: z
    .number()
    .nullable()
    .describe('it grew by no less (risk 0.2 %); above 0: it grew'),
  late_bytes_per_iteration: z
    .number()
    .nullable()
    .describe('from the middle of the load to the look after the drain, without the round that grew most'),
  trouble: z.string().nullable().describe('why it cannot be judged'),
  looks: z
    .array(
      z.strictObject({
        iterations: z.number().int().describe('begun until then'),
        heap_bytes: z.number().int().describe('in use after a collection'),
        own_bytes: z
          .number()
          .int()
          .describe('of these, what the recording of the run takes; left out of the growth'),
      }),
    )
    .describe('the last one after the drain'),
})

export const isolationSchema = z
  .strictObject({
    strength: z.enum(strengths),
    surfaces: z
      .record(z.string(), z.enum(coverages))
      .describe(
        'how each way out was watched: `enforced` by the runtime, `intercepted` where its functions are called, or not at all',
      ),
    attempts: z.array(attemptSchema).describe('what tried to leave the process, blocked or not'),
    violations: z.number().int().describe('attempts that were blocked'),
    leaks: z
      .array(leakSchema)
      .nullable()
      .describe('what was left behind after teardown; null: it was not looked for'),
    heap: heapSchema
      .nullable()
      .describe('whether what is under load keeps more and more memory; null: not asked for'),
  })
  .describe('What of the run reached beyond its process')

export type Strength = (typeof strengths)[number]
export type Coverage = (typeof coverages)[number]
export type AttemptMetrics = z.infer<typeof attemptSchema>
export type LeakMetrics = z.infer<typeof leakSchema>
export type IsolationMetrics = z.infer<typeof isolationSchema>
export type HeapMetrics = z.infer<typeof heapSchema>
