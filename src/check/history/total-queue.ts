import { oneOf, z } from '../../foundation/schema.ts'
import type { Validity } from '../../model/history.ts'
import { accountValues } from './account-values.ts'
import { classifyValues } from './classify-values.ts'
import { defineHistoryChecker, verdictOf } from './checker.ts'
import { totalProof } from './total-proof.ts'

export const totalQueue = defineHistoryChecker({
  name: 'total-queue',
  summary:
    'What went in came out: lost, duplicated, unexpected, recovered and phantom messages, each by name.',
  optionsSchema: z.strictObject({
    guarantee: oneOf(['atLeastOnce', 'atMostOnce', 'exactlyOnce'])
      .default('exactlyOnce')
      .describe('which of the three gives the verdict'),
    drained: z
      .boolean({ error: 'true or false' })
      .default(true)
      .describe('false: the queue was not emptied, so that what is missing may still be inside'),
  }),
  check(operations, { guarantee, drained }) {
    const account = accountValues(operations)
    const classes = classifyValues(account)
    const excused = !drained || account.indeterminateDrains > 0
    const definitelyLostAtLeast = excused
      ? 0
      : Math.max(0, classes.lost.length - account.indeterminateDequeues)
    const alien = classes.unexpected.length + classes.phantom.length > 0
    const excusable: Validity = classes.lost.length > 0 ? 'unknown' : true
    const atLeastOnce: Validity = definitelyLostAtLeast > 0 || alien ? false : excusable
    const atMostOnce = classes.duplicatedPerAttempt.length === 0 && !alien
    const exactlyOnce: Validity = atMostOnce ? atLeastOnce : false
    const valid = { atLeastOnce, atMostOnce, exactlyOnce }
    const proof =
      valid[guarantee] === false ? totalProof(operations, classes, guarantee, definitelyLostAtLeast) : null
    return { valid, verdict: verdictOf(valid[guarantee]), ...classes, definitelyLostAtLeast, proof }
  },
})
