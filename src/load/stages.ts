import { longestMs, millisecondsFromZero, z } from '../foundation/schema.ts'

/** A stretch of a ramp: the level goes linearly to `target`, from where the last stage ended. */
export interface Stage {
  durationMs: number
  target: number
}

/** The option `stages` of ramps; `target` is the schema of a level. */
export function stagesField(target: z.ZodType<number, number>) {
  const stage = z.strictObject(
    {
      durationMs: millisecondsFromZero().describe('length of the stage; 0 is a jump'),
      target,
    },
    { error: 'an object { durationMs, target }' },
  )
  return z
    .array(stage, { error: 'a list of stages { durationMs, target }' })
    .min(1, { error: 'at least one stage' })
    .refine((stages) => stages.length === 0 || stages.some(({ durationMs }) => durationMs !== 0), {
      error: 'a stage that lasts longer than 0 ms',
    })
    .refine(
      (stages) => stages.some(({ durationMs }) => durationMs > longestMs) || lengthOf(stages) <= longestMs,
      {
        error: `stages of at most ${longestMs} milliseconds in all`,
      },
    )
    .describe('one after another, each linear from where the last one ended')
}

/** Jumps leave no stretch of their own: the next one begins at another level. */
export function stretchesOf(
  start: number,
  stages: readonly Stage[],
): { durationMs: number; from: number; to: number }[] {
  let from = start
  return stages.flatMap(({ durationMs, target }) => {
    const stretch = { durationMs, from, to: target }
    from = target
    return durationMs === 0 ? [] : [stretch]
  })
}

function lengthOf(stages: readonly Stage[]): number {
  return stages.reduce((sum, { durationMs }) => sum + durationMs, 0)
}
