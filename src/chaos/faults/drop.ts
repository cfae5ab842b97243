import { defineFault } from '../fault.ts'
import { delivered } from '../outcomes.ts'

/** No system can keep `atLeastOnce` under it: it shows that a loss is found. */
export const drop = defineFault({
  kind: 'drop',
  summary: 'The message vanishes, and the caller is told that all went well.',
  layer: 'queue',
  parameters: {},
  unsurvivable: true,
  sites: ['queue.enqueue', 'core.sendMessage'],
  apply(call, _parameters, context) {
    context.fired()
    if (call.site === 'core.sendMessage') return delivered
    return call.isAsync ? undefined : true
  },
})
