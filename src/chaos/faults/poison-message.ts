import { fraction } from '../../foundation/schema.ts'
import { InjectedError } from '../../model/injected-error.ts'
import { defineFault } from '../fault.ts'

const kind = 'poison-message'

/** It must end as a dead letter, and must not hold up the others. */
export const poisonMessage = defineFault({
  kind,
  summary: 'Some messages can never be worked on: each attempt fails, whoever makes it.',
  layer: 'core',
  parameters: { ratio: fraction().default(0.01).describe('the share of messages that are poison') },
  lasting: true,
  sample: (draw) => ({ ratio: 0.1 + 0.4 * draw('ratio') }),
  sites: ['core.sendMessage', 'consumer.handle'],
  apply(call, { ratio }, { chance, fired }) {
    const { message } = call
    if (message === null || chance(message.id) >= ratio) return call.proceed()
    fired()
    throw new InjectedError(kind, `message ${message.id} is poison`)
  },
})
