import { appendFileSync } from 'node:fs'
import { test } from 'vitest'
import { runStress } from 'vitest-stress'
import { agentMessages, MessageQueueProcessor, MockMessagingCore } from 'vitest-stress/queue'
import { Shop } from '../../../../examples/http-service/src/shop.ts'

const count = Number(process.env.IDENTICAL_COUNT)
const results = process.env.IDENTICAL_OUT

/** A service on this machine, over HTTP. */
const shop = {
  load: { executor: 'shared-iterations', iterations: 20, concurrency: 5 },
  variants: { a: { target: () => Shop.start() }, b: { target: () => Shop.start() } },
}

/** A queue in the process, which the processor alone slows down. */
const swarm = () => new MessageQueueProcessor({ core: new MockMessagingCore() })

const options = {
  kind: 'comparison',
  rounds: 10,
  gate: { 'latency.p50': 'not worse', throughput: 'not worse' },
}

test('variants that are the same', async () => {
  for (let done = 0; done < count; done++) {
    const from = performance.now()
    const { metrics, verdict } =
      done % 2 === 0
        ? await runStress({ ...options, ...shop, seed: done }, async ({ target, iteration }) => {
            const answer = await fetch(`${target.url}/products/${iteration.index}`, {
              signal: iteration.signal,
            })
            await answer.arrayBuffer()
          })
        : await runStress(
            {
              ...options,
              seed: done,
              load: { executor: 'per-agent-iterations', agents: 9, iterations: 20 },
              data: agentMessages({ agents: 9 }),
              variants: { a: { target: swarm }, b: { target: swarm } },
            },
            ({ target, iteration }) => target.send(iteration.message),
          )
    const { metrics: compared, turns } = metrics.comparison
    const first = turns.filter(({ round }) => round === 1).map(({ values }) => values['latency.p50'])
    const line = {
      example: done % 2 === 0 ? 'shop' : 'swarm',
      seconds: (performance.now() - from) / 1000,
      verdict,
      cause: metrics.cause,
      outcomes: compared.filter(({ gated }) => gated).map(({ outcome }) => outcome),
      chances: compared.filter(({ gated }) => gated).map(({ equality_chance }) => equality_chance),
      single_ratio: first[0] / first[1],
    }
    appendFileSync(results, `${JSON.stringify(line)}\n`)
  }
})
