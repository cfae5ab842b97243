import { z } from '../../foundation/schema.ts'

const limit = () => z.number({ error: 'a number' }).optional()

interface Range {
  min?: number | undefined
  max?: number | undefined
}

export const inOrder = ({ min, max }: Range): boolean => min === undefined || max === undefined || min <= max
export const notBelowMin = { path: ['max'], error: 'a number that is not below min' }
export const notEmpty = (limits: object): boolean => Object.values(limits).some((each) => each !== undefined)
/** Said only where nothing else is wrong: a limit whose name has a slip is one, and is told as such. */
export const noLimit = (error: string) => ({
  error,
  when: ({ issues }: { issues: readonly unknown[] }): boolean => issues.length === 0,
})

/** `{ min, max }`, at least one of them. */
export const rangeSchema = z
  .strictObject({ min: limit(), max: limit() }, { error: 'an object { min, max }' })
  .refine(notEmpty, noLimit('a limit: { min, max }'))
  .refine(inOrder, notBelowMin)

/** The same of a share, from 0 to 1. */
const share = () =>
  z
    .number({ error: 'a number from 0 to 1' })
    .min(0, { error: 'a number from 0 to 1' })
    .max(1, { error: 'a number from 0 to 1' })
    .optional()
export const shareSchema = z
  .strictObject({ min: share(), max: share() }, { error: 'an object { min, max }' })
  .refine(notEmpty, noLimit('a limit: { min, max }'))
  .refine(inOrder, notBelowMin)
