import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import type { CheckResult } from '../../src/model/metrics.ts'
import { runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, summaryOf, testOf } from './support/read-results.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const scenarios = 'json-file-queue/stress/json-file-queue.stress.ts'
const paths = [
  scenarios,
  'json-file-queue/src/file-queue.ts',
  'json-file-queue/src/json-file-queue.ts',
  'json-file-queue/src/one-at-a-time.ts',
  'json-file-queue/src/queue-service.ts',
  'json-file-queue/src/repaired-file-queue.ts',
  'agent-swarm/data/swarm-traffic.jsonl',
]
const files = Object.fromEntries(paths.map((path) => [path, readFileSync(`${examples}${path}`, 'utf8')]))

const faulty = 'four processors on one JSON file'
const messages = 240
let run: ProjectRun

beforeAll(async () => {
  run = await runProject(files, { args: [scenarios] })
})

test('the queue as it was fails and the repaired one passes, as expected of them', () => {
  expect(run.exitCode, run.output).toBe(0)
  const repaired = 'four processors on the repaired file'
  const unpaused = `eight senders without a pause, ${repaired}`
  expect(summaryOf(run)).toEqual({
    tests: { [faulty]: 'passed', [repaired]: 'passed', [unpaused]: 'passed' },
    verdicts: { [faulty]: 'fail', [repaired]: 'pass', [unpaused]: 'pass' },
  })
  expect(scenarioOf(run, faulty).expected_verdict).toBe('fail')
  for (const name of [repaired, unpaused]) {
    const ledger = { accepted: messages, delivered: messages, lost: 0, duplicated: 0, pending: 0 }
    expect(scenarioOf(run, name)).toMatchObject({ expected_verdict: 'pass', guarantees: { ledger } })
  }
})

test('every send succeeded; the metrics say which messages were lost, and how many came twice', () => {
  const { guarantees, success_count, failures } = scenarioOf(run, faulty)
  expect({ success_count, failures }).toEqual({ success_count: messages, failures: [] })
  const { accepted, delivered, lost, duplicated, pending } = guarantees!.ledger!
  expect({ accepted, pending }).toEqual({ accepted: messages, pending: 0 })
  expect(lost).toBeGreaterThan(0)
  expect(duplicated).toBeGreaterThan(0)
  expect(delivered).toBe(messages - lost + duplicated)

  const [atLeastOnce, atMostOnce] = guarantees!.checks
  expect(atLeastOnce).toMatchObject({ guarantee: 'atLeastOnce', verdict: 'fail' })
  expect(atLeastOnce!.summary).toContain(`${lost} lost`)
  expect(namedIn(atLeastOnce!, /^lost: (\w+:\d+)( to queue)?$/)).toHaveLength(8)
  expect(atMostOnce).toMatchObject({ guarantee: 'atMostOnce', verdict: 'fail' })
  expect(atMostOnce!.summary).toContain(`${duplicated} duplicated`)
  expect(namedIn(atMostOnce!, /^duplicated: (\w+:\d+)( to queue)? \(\d+ times\)$/)).not.toEqual([])
})

test('without `.fails` it is red and says what was violated; with it, a repaired queue is', async () => {
  const declared = files[scenarios]!
  const plain = declared.replace('stressTest.fails(', 'stressTest(')
  const cured = declared.replace('new JsonFileQueue(path)', 'new RepairedFileQueue(path)')
  expect([plain, cured]).not.toContain(declared)
  const only = ['-t', `^${faulty}$`]
  const red = await runProject({ ...files, [scenarios]: plain }, { args: only })
  expect(red.exitCode, red.output).toBe(1)
  const [message] = testOf(red, faulty).failureMessages
  expect(message).toMatch(/✗ atLeastOnce +240 accepted, \d+ delivered, \d+ lost/)
  expect(message).toMatch(/^ +lost: \w+:\d+/m)
  expect(message).toMatch(/✗ atMostOnce +240 accepted, \d+ delivered, \d+ duplicated/)
  expect(message).toMatch(/^ +duplicated: \w+:\d+.* \(\d+ times\)$/m)

  const repaired = await runProject({ ...files, [scenarios]: cured }, { args: only })
  expect(repaired.exitCode, repaired.output).toBe(1)
  expect(scenarioOf(repaired)).toMatchObject({ expected_verdict: 'fail', verdict: 'pass' })
})

/** The messages that a check names; each must be one that was sent. */
function namedIn({ examples }: CheckResult, form: RegExp): string[] {
  const sent = sentMessages()
  return examples.map((example) => {
    const id = form.exec(example)?.[1]
    expect(sent, example).toContain(id)
    return id!
  })
}

/** The identities of what is sent: sender, and its place among what that sender sent. */
function sentMessages(): string[] {
  const counts = new Map<string, number>()
  const lines = files['agent-swarm/data/swarm-traffic.jsonl']!.split('\n').slice(0, messages)
  return lines.map((line) => {
    const { sender } = JSON.parse(line) as { sender: string }
    const sequence = counts.get(sender) ?? 0
    counts.set(sender, sequence + 1)
    return `${sender}:${sequence}`
  })
}
