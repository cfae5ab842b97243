// @stress-isolation sealed
// Nine agents, 100 messages each, while deliveries fail, take long or lose their answer, consumers die, the queue is full
// and memory gets short. What must hold all the same: nothing is lost, each agent hears its messages in order and no others,
// only what nobody can deliver is given up on, and when the storm is over, everybody gets on again.
import { check, counter, stressTest, trend } from 'vitest-stress'
import {
  InMemoryMessageQueue,
  MessageQueueProcessor,
  MockMessagingCore,
  agentMessages,
} from 'vitest-stress/queue'
import { sendPatiently } from '../src/send-patiently.ts'
import { Turns } from '../src/turns.ts'

/** What takes longer than any delivery does on a quiet day. */
const spikeMs = 50
/** So many that what fails now and then is delivered in the end. */
const maxAttempts = 6

const shortMemory = {
  kind: 'heap-pressure',
  ballastMb: 64,
  churnMbPerSecond: 100,
  at: { operations: 350 },
  until: { operations: 600 },
} as const

/** Shortly before all is healed: what these consumers held comes again when its lease runs out, a while after. */
const lastCrashes = {
  kind: 'consumer-crash',
  id: 'last-crashes',
  phase: 'before',
  at: { operations: 590 },
  until: { operations: 599 },
} as const

/** As it is, and on a clock of its own, where how long it takes to be as before says nothing of the machine. */
const storms = {
  'nine agents in a storm': { time: 'real', budgets: {}, faults: [shortMemory] },
  'nine agents in a storm, and how soon it is over': {
    time: 'virtual',
    budgets: { recoveryTime: { maxMs: 500 } },
    faults: [lastCrashes],
  },
} as const

for (const [name, { time, budgets, faults }] of Object.entries(storms)) {
  stressTest(
    name,
    {
      time,
      // 100 messages each, over 9 s: from 2.8 s on things go wrong, and at 6 s all is healed.
      load: {
        executor: 'constant-arrival-rate',
        ratePerSecond: 100,
        durationMs: 8_000,
        agents: 9,
        warmupMs: 1_000,
        iterationTimeoutMs: 20_000,
      },
      recovery: { steadyMs: 1_800, livenessMs: 3_000, within: 0.8 },
      data: agentMessages({ agents: 9 }),
      target: ({ clock, seed }) =>
        new MessageQueueProcessor({
          clock,
          agents: 9,
          core: new MockMessagingCore({ clock, seed, latency: { minMs: 2, maxMs: 8 } }),
          queue: new InMemoryMessageQueue({ clock, leaseMs: 250, maxDeliveries: 20 }),
          maxAttempts,
        }),
      faults: [
        // From the steady state to the healing: deliveries fail, their answers are lost, and some messages nobody can deliver.
        { kind: 'fail-before-effect', on: 'core', probability: 0.05 },
        { kind: 'fail-after-effect', on: 'core', probability: 0.02 },
        { kind: 'poison-message', on: 'core', ratio: 0.02 },
        // Latency spikes.
        {
          kind: 'delay',
          id: 'spike-1',
          on: 'core',
          distribution: 'exponential',
          delayMs: 60,
          at: { operations: 290 },
          until: { times: 60 },
        },
        {
          kind: 'delay',
          id: 'spike-2',
          on: 'core',
          distribution: 'exponential',
          delayMs: 120,
          at: { operations: 450 },
          until: { times: 40 },
        },
        // Consumers die, and what they held comes again when its lease runs out.
        { kind: 'consumer-crash', phase: 'before', at: { operations: 320 }, until: { times: 3 } },
        { kind: 'consumer-crash', phase: 'in', at: { operations: 380 }, until: { times: 3 }, downMs: 50 },
        { kind: 'consumer-crash', phase: 'after', at: { operations: 520 }, until: { times: 3 } },
        { kind: 'ack-lost', at: { operations: 330 }, where: { agent: 'Agent-3' }, until: { times: 5 } },
        { kind: 'queue-saturation', at: { operations: 400 }, until: { times: 40 } },
        ...faults,
      ],
      metrics: {
        spikesSeen: counter(),
        spikesHandled: counter(),
        spikes: trend({ unit: 'ms' }),
        saturationEvents: counter(),
      },
      guarantees: ['atLeastOnce', 'fifoPerKey', 'exclusiveInbox'],
      budgets: {
        // One message in fifty is poison, and ends as a dead letter: a broadcast as one for each agent.
        successRate: { min: 0.95 },
        deadLettered: { max: 250 },
        // Who waits for the lease of a dead consumer waits 250 ms; the rest is for machines that others use as well.
        latency: { p99: { maxMs: 3_000 } },
        metrics: { spikesSeen: { min: 1 }, saturationEvents: { min: 40 } },
        ...budgets,
      },
      setup: () => new Turns(),
      teardown({ target }) {
        const early = target.deadLetters.filter(({ attempts }) => attempts < maxAttempts)
        check('nothing is given up on before its last attempt', early.length === 0)
      },
    },
    async ({ target, iteration, metrics, clock, setup: turns }) => {
      const fromMs = clock.now()
      const seen = (): boolean => {
        const tookMs = clock.now() - fromMs
        if (tookMs < spikeMs) return false
        metrics.spikesSeen.add()
        metrics.spikes.record(tookMs)
        return true
      }
      try {
        await turns.take(iteration.message.producer, () =>
          sendPatiently(target, iteration.message, {
            sleep: (ms) => clock.sleep(ms, iteration.signal),
            onRefused: () => metrics.saturationEvents.add(),
          }),
        )
      } catch (error) {
        seen()
        throw error
      }
      if (seen()) metrics.spikesHandled.add()
    },
  )
}
