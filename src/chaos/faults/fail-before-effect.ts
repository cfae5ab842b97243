import { InjectedError } from '../../model/injected-error.ts'
import { InjectedRefusal } from '../../model/injected-refusal.ts'
import { defineFault } from '../fault.ts'
import { refusedBy } from '../outcomes.ts'

const kind = 'fail-before-effect'

/** The caller can know that nothing happened: a refusal. */
export const failBeforeEffect = defineFault({
  kind,
  summary:
    'The call fails and certainly had no effect: a core answers `refused`, a queue throws a proof of refusal.',
  layer: 'core',
  parameters: {},
  sites: ['core.sendMessage', 'queue.enqueue', 'queue.dequeue', 'queue.ack', 'queue.nack', 'consumer.handle'],
  apply(call, _parameters, context) {
    context.fired()
    if (call.site === 'core.sendMessage') return refusedBy(kind)
    if (call.site === 'queue.enqueue') throw new InjectedRefusal(kind, `${call.method} was refused`)
    throw new InjectedError(kind, `${call.method} failed before it had any effect`)
  },
})
