import { describe, expect, test } from 'vitest'
import { onlyOf, runProcessor, runQueue } from './support.ts'
import { watchedFault } from './watched-fault.ts'

/** What is said of faults, and when the run was. */
const untold = { faults: null, verdict: null, cause: null, problems: null, started_at: null }

/** All that a run came to, but for what is said of its faults. */
function besideFaults({ metrics }: Awaited<ReturnType<typeof runProcessor>>): string {
  const timeline = metrics.timeline!.map((second) => ({ ...second, faults: undefined }))
  return JSON.stringify({ ...metrics, timeline, ...untold })
}

test('a run with faults that never open is the same as one without any, but for being invalid', async () => {
  const plain = await runProcessor({})
  const never = { at: { call: 1_000 } }
  const armed = await runProcessor({
    faults: [
      { kind: 'delay', ...never },
      { kind: 'ack-lost', at: { call: 500 } },
      { kind: 'consumer-crash', ...never },
      { kind: 'reject', on: 'queue', ...never },
      { kind: 'delay', on: 'queue', sites: ['queue.dequeue'], ...never },
    ],
  })
  expect(plain.metrics.faults).toBeNull()
  expect(besideFaults(armed)).toBe(besideFaults(plain))
  expect([plain.metrics.verdict, armed.metrics.verdict, armed.metrics.cause]).toEqual([
    'pass',
    'invalid',
    'no-evidence',
  ])
  expect(armed.metrics.problems).toHaveLength(5)
  expect(armed.metrics.problems[0]).toBe(
    'fault "delay-1" never fired: the run did not come to where it was to open',
  )
})

test('equal seeds give equal runs, and another seed another one', async () => {
  const faults = [
    { kind: 'fail-after-effect', probability: 0.2 },
    { kind: 'delay', distribution: 'uniform' },
  ]
  const runs = await Promise.all([3, 3, 4].map((seed) => runProcessor({ faults, seed, leaks: false })))
  const texts = runs.map(({ metrics }) => JSON.stringify({ ...metrics, started_at: null }))
  expect(texts[1]).toBe(texts[0])
  expect(texts[2]).not.toBe(texts[0])
})

test('the first 5 faults of 50 act as they do alone', async () => {
  const acted = async (count: number): Promise<string[]> => {
    const calls: string[] = []
    const faults = Array.from({ length: count }, (_, index) => ({
      kind: watchedFault((context, { number }) =>
        calls.push(`${index}: ${number} ${context.decide('size')}`),
      ),
      id: `fault-${index}`,
      sites: [index % 2 === 0 ? 'core.sendMessage' : 'queue.enqueue'],
      probability: 0.3,
    }))
    await runProcessor({ faults })
    return calls.filter((call) => Number(call.split(':')[0]) < 5).sort()
  }
  const alone = await acted(5)
  expect(alone.length).toBeGreaterThan(20)
  expect(await acted(50)).toEqual(alone)
})

test('each fault decides for itself', async () => {
  const calls: string[][] = [[], []]
  const faults = calls.map((own) => ({
    kind: watchedFault((context, { number }) => own.push(`${number} ${context.decide('size')}`)),
    sites: ['core.sendMessage'],
    probability: 0.5,
  }))
  await runProcessor({ faults: faults.map((fault, index) => ({ ...fault, id: `fault-${index}` })) })
  const both = calls[0]!.filter((call) => calls[1]!.includes(call))
  expect([calls[0]!.length > 5, calls[1]!.length > 5, both]).toEqual([true, true, []])
})

describe('a fault is open', () => {
  const numbers = async (options: object): Promise<number[]> => {
    const calls: number[] = []
    const kind = watchedFault((_, { number }) => calls.push(number))
    await runProcessor({ faults: [{ kind, sites: ['core.sendMessage'], ...options }] })
    return calls
  }

  test.each([
    ['for one call, where a call is named', { at: { call: 7 } }, [7]],
    ['for so many calls', { at: { call: 7 }, until: { times: 3 } }, [7, 8, 9]],
    ['until a call', { at: { call: 7 }, until: { call: 10 } }, [7, 8, 9]],
    // Each of the three agents has its calls in turn.
    ['from a call for one agent', { at: { call: 4, agent: 'Agent-2' } }, [11]],
    ['at a call elsewhere', { at: { call: 4, site: 'queue.ack' } }, [7]],
    ['between two numbers of iterations', { at: { operations: 6 }, until: { operations: 9 } }, [7, 8, 9]],
    ['between two times', { at: { ms: 2 }, until: { ms: 4 } }, [7, 8, 9, 10, 11, 12]],
    ['for a time', { at: { ms: 2 }, until: { forMs: 1 } }, [7, 8, 9]],
    ['for messages to one agent', { where: { agent: 'Agent-3' }, until: { times: 2 } }, [3, 6]],
    ['for messages with one key', { where: { key: 'nobody' } }, []],
  ])('%s', async (_, options, expected) => {
    expect(await numbers(options)).toEqual(expected)
  })

  test('and the metrics say when, and the timeline too', async () => {
    const run = await runProcessor(
      { faults: [{ kind: 'delay', delayMs: 300, at: { operations: 3 }, until: { operations: 6 } }] },
      { latencyMs: 100 },
    )
    expect(onlyOf(run.metrics.faults)).toMatchObject({
      id: 'delay-1',
      kind: 'delay',
      layer: 'core',
      on: 'core',
      sites: ['core.sendMessage'],
      at: { operations: 3 },
      until: { operations: 6 },
      opened_ms: 100,
      opened_at_operation: 3,
      healed_ms: 500,
      fired: 3,
    })
    expect(run.metrics.timeline!.map(({ faults }) => faults)).toEqual([['delay-1'], undefined])
  })
})

test('what a schedule says of a call is what its caller sees: an ack whose answer was lost is neither true nor false', async () => {
  const { evidence } = await runQueue({ faults: [{ kind: 'ack-lost', at: { call: 2 } }] })
  const acks = evidence!.history!.operations.filter(({ kind }) => kind === 'ack')
  expect(acks.slice(0, 3).map(({ outcome }) => outcome)).toEqual(['ok', 'info', 'ok'])
})

test('a fault that was open, and that nothing met, makes the run invalid', async () => {
  const run = await runProcessor({ faults: [{ kind: 'ack-lost', where: { key: 'nobody' } }] })
  expect([run.metrics.verdict, run.metrics.cause, run.metrics.problems]).toEqual([
    'invalid',
    'no-evidence',
    ['fault "ack-lost-1" never fired: it was open on queue.ack, and nothing met it'],
  ])
})
