import { z } from '../../foundation/schema.ts'

const expected = 'a list of agents, each a string or a number'

/** The option `agents` of the checkers that need to know who was to be served. */
export const agentList = z
  .array(z.union([z.string(), z.number()], { error: expected }), { error: expected })
  .min(1, { error: expected })
  .refine((agents) => new Set(agents).size === agents.length, { error: 'a list without repetitions' })
