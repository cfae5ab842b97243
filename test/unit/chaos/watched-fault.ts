import { defineFault, faultSites, type FaultCall, type FaultContext } from '../../../src/chaos/fault.ts'

/** A fault of a user's own that changes nothing, and tells of each call. */
export const watchedFault = (onCall: (context: FaultContext, call: FaultCall) => unknown) =>
  defineFault({
    kind: 'watched',
    summary: 'Tells of each call.',
    layer: 'queue',
    parameters: {},
    sites: faultSites,
    apply(call, _parameters, context) {
      onCall(context, call)
      context.fired()
      return call.proceed()
    },
  })
