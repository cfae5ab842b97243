// Faults of a scenario: each kind takes its own parameters, and no others.
import { defineFault, stressTest } from 'vitest-stress'
import type { FaultDefinition } from 'vitest-stress/chaos'

const work = async (): Promise<void> => {}

stressTest(
  'what may be said',
  {
    target: () => ({ valve: { isOpen: true } }),
    faults: [
      { kind: 'ack-lost' },
      { kind: 'ack-late', delayMs: 5, on: 'queue', at: { call: 4, agent: 'Agent-1' }, until: { times: 3 } },
      { kind: 'delay', sites: ['queue.dequeue'], distribution: 'uniform', probability: 0.1 },
      { kind: 'consumer-crash', phase: 'after', where: { type: 'BROADCAST' }, at: { operations: 4 } },
    ],
    faultPoints: ({ valve }) => ({ valve, open: valve.isOpen }),
  },
  work,
)
stressTest('drawn', { chaos: { intensity: 1, kinds: ['delay', 'hang'], swarm: true } }, work)
// @ts-expect-error no such kind
stressTest('', { faults: [{ kind: 'ack-lots' }] }, work)
// @ts-expect-error a parameter of another kind
stressTest('', { faults: [{ kind: 'ack-lost', delayMs: 5 }] }, work)
// @ts-expect-error no such site
stressTest('', { faults: [{ kind: 'ack-lost', sites: ['queue.akc'] }] }, work)
// @ts-expect-error no such kind
stressTest('', { chaos: { kinds: ['ack-lots'] } }, work)

/** The parameters of a definition follow from its schemas, and the point from what it accepts. */
export const own: FaultDefinition = defineFault({
  kind: 'valve-shut',
  summary: 'Shuts it.',
  layer: 'process',
  parameters: {},
  point: { expected: 'a valve', accepts: (value): value is { isOpen: boolean } => value instanceof Object },
  open(valve) {
    valve.isOpen = false
    return () => (valve.isOpen = true)
  },
})
stressTest('of their own', { faults: [{ kind: own, at: { ms: 5 } }] }, work)
