import { expect, test } from 'vitest'
import { runProject, type ProjectRun } from './support/run-project.ts'
import { testOf } from './support/read-results.ts'

const header = `
import { describeQueueBehavior } from 'vitest-stress/conformance'
import { InMemoryMessageQueue } from 'vitest-stress/queue'
`
const settings = '{ messages: 40 }'

const statuses = ({ tests }: ProjectRun): Record<string, string> =>
  Object.fromEntries(tests.map(({ fullName, status }) => [fullName, status]))

test('each case is a test: kept passes, not claimed is skipped, violated fails with its proof', async () => {
  const run = await runProject({
    'vitest.config.ts': `export default { test: { retry: 3, expect: { requireAssertions: true } } }`,
    'queue.test.ts': `${header}
class Backwards extends InMemoryMessageQueue {
  capabilities = { ...super.capabilities, ...new InMemoryMessageQueue({ leaseMs: 200 }).capabilities, ordering: 'fifo', priority: false }
}
describeQueueBehavior('mine', () => new InMemoryMessageQueue({ leaseMs: 200 }), ${settings})
describeQueueBehavior('wrong', async () => new Backwards({ leaseMs: 200 }), ${settings})`,
  })
  expect(run.exitCode, run.output).toBe(1)
  const seen = statuses(run)
  expect(seen).toMatchObject({
    'mine delivery': 'passed',
    'mine lease': 'passed',
    'mine memory': 'passed',
    'mine size limit': 'skipped',
    'mine throughput': 'skipped',
    'wrong delivery': 'passed',
    'wrong ordering': 'failed',
    'wrong priority': 'skipped',
  })
  expect(Object.entries(seen).filter(([, status]) => status === 'failed')).toEqual([
    ['wrong ordering', 'failed'],
  ])
  const [message] = testOf(run, 'wrong ordering').failureMessages
  expect(message).toContain('ordering (messages come out in the order that `ordering` names): violated.')
  expect(message).toMatch(/fifo: "p1:\d+" was in the queue by .*\n[^]*enqueue "p1:\d+" +\|/)
  // To the user's own line, and to nothing of ours.
  expect(message).toMatch(/queue\.test\.ts:9:\d+/)
  expect(message).not.toContain('run-case')
})

test('the reason of a skipped case is told; options that make no sense fail with every problem', async () => {
  const run = await runProject(
    {
      'vitest.config.ts': `export default {}`,
      'queue.test.ts': `${header}
describeQueueBehavior('mine', () => new InMemoryMessageQueue({ leaseMs: 200 }), ${settings})
describeQueueBehavior('typo', () => new InMemoryMessageQueue(), { timeout: 5, seed: 'x' })
describeQueueBehavior('no queue', () => null)`,
    },
    { args: ['--reporter=verbose'] },
  )
  expect(run.exitCode).toBe(1)
  expect(run.output).toContain('[not claimed: capacity is null]')
  expect(run.output).toContain('[not claimed: no floor is set]')
  expect(run.output).toContain(`describeQueueBehavior("typo"): 2 problems
  seed: expected a 32-bit integer, got "x"
  timeout: expected one of messages, seed, throughput, knownViolations, timeoutMs, quietMs, got unknown option "timeout"; did you mean "timeoutMs"?`)
  expect(run.output).toContain('factory(): expected a queue, got null')
})

test('a known violation passes only as long as it is one', async () => {
  const run = await runProject({
    'vitest.config.ts': `export default {}`,
    'queue.test.ts': `${header}
class Forgetful extends InMemoryMessageQueue {
  nack(lease) { return this.ack(lease) }
}
const settings = { messages: 40, knownViolations: ['redelivery', 'dead letters', 'close', 'size limit'] }
describeQueueBehavior('wrong', () => new Forgetful({ leaseMs: 200 }), settings)
describeQueueBehavior('right', () => new InMemoryMessageQueue({ leaseMs: 200 }), settings)`,
  })
  expect(run.exitCode, run.output).toBe(1)
  const seen = statuses(run)
  expect(Object.keys(seen).filter((name) => seen[name] === 'failed')).toEqual([
    'right redelivery',
    'right dead letters',
    'right close',
  ])
  expect(seen).toMatchObject({ 'wrong redelivery': 'passed', 'wrong size limit': 'skipped' })
  expect(testOf(run, 'right close').failureMessages[0]).toContain(
    'kept, though it is among the knownViolations: take it out of there',
  )
})
