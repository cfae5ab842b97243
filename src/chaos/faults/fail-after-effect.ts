import { InjectedError } from '../../model/injected-error.ts'
import { defineFault, type FaultContext } from '../fault.ts'

const kind = 'fail-after-effect'

function lose(method: string, context: FaultContext): never {
  context.fired()
  throw new InjectedError(kind, `the answer of ${method} was lost`)
}

/** The classic source of duplicates: whoever calls cannot know, and calls again. */
export const failAfterEffect = defineFault({
  kind,
  summary:
    'The call has its effect, and its answer is lost: the caller gets an error that says nothing of what happened.',
  layer: 'core',
  parameters: {},
  sites: ['core.sendMessage', 'queue.enqueue', 'queue.dequeue', 'queue.ack', 'queue.nack', 'consumer.handle'],
  apply(call, _parameters, context) {
    const answer = call.proceed()
    if (call.isAsync) return Promise.resolve(answer).then(() => lose(call.method, context))
    // Nothing could be done at once, so there was no effect yet: the call that follows will have it.
    if ((call.method === 'offer' && answer !== true) || (call.method === 'take' && answer === null))
      return answer
    return lose(call.method, context)
  },
})
