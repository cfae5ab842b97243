// @stress-isolation fenced
// A real broker and its client over TCP, with a proxy between them. What they promise is at least once: see README.
import { stressTest } from 'vitest-stress'
import { agentMessages } from 'vitest-stress/queue'
import { BrokerService } from '../src/broker-service.ts'

const load = {
  executor: 'constant-arrival-rate',
  ratePerSecond: 100,
  durationMs: 3_000,
  arrivals: 'poisson',
} as const
const data = agentMessages({ mix: { direct: 1 } })
const target = () => BrokerService.start({ consumers: 4 })

stressTest(
  'a broker on a quiet network',
  {
    load,
    data,
    target,
    // Not `exactlyOnce`: a machine that stands still for as long as the client waits for an answer is a fault too.
    guarantees: ['atLeastOnce'],
    budgets: { latency: { p99: { maxMs: 500 } } },
    // Broker, proxy and client share the machine, and the event loop, with the load.
    health: { latenessMs: 100 },
  },
  ({ target, iteration }) => target.send(iteration.message),
)

stressTest(
  'a broker on a network that fails',
  {
    load,
    data,
    target,
    faultPoints: ({ proxy }) => ({ network: proxy }),
    faults: [
      // What is on its way when a connection is reset is lost; the slower the way, the more that is.
      { kind: 'tcp-latency', at: { ms: 200 }, until: { forMs: 900 }, delayMs: 25, jitterMs: 20 },
      { kind: 'tcp-reset', at: { operations: 40 }, until: { forMs: 5 } },
      { kind: 'tcp-reset', at: { operations: 60 }, until: { forMs: 5 } },
      { kind: 'tcp-reset', at: { operations: 80 }, until: { forMs: 5 } },
      { kind: 'tcp-slicer', at: { ms: 1_150 }, until: { forMs: 400 }, pieceBytes: 40, variationBytes: 30 },
      { kind: 'tcp-limit', at: { ms: 1_350 }, until: { forMs: 150 }, bytes: 700, direction: 'to-client' },
      { kind: 'tcp-one-way-partition', at: { ms: 1_600 }, until: { forMs: 300 } },
      // Those who are thrown out cannot come back for a while.
      { kind: 'tcp-refuse', at: { ms: 2_000 }, until: { forMs: 200 } },
      { kind: 'tcp-reset', at: { ms: 2_050 }, until: { forMs: 5 } },
      // Longer than the broker waits for an acknowledgement, and for some consumers only.
      { kind: 'tcp-black-hole', at: { ms: 2_350 }, until: { forMs: 500 }, connectionShare: 0.5 },
    ],
    guarantees: ['atLeastOnce'],
    budgets: { latency: { p99: { maxMs: 2_000 } } },
    health: { latenessMs: 100 },
  },
  ({ target, iteration }) => target.send(iteration.message),
)
