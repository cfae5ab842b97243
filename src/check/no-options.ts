import { z } from '../foundation/schema.ts'

/** For what takes no options. */
export const noOptions = z.strictObject({})
