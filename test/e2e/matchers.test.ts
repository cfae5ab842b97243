import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { testOf } from './support/read-results.ts'

const swarm = `{ load: { executor: 'per-agent-iterations', agents: 2, iterations: 10 }, data: agentMessages({ agents: 2 }),
  target: () => new MessageQueueProcessor({ core: new MockMessagingCore() }) } as const`
let run: ProjectRun

/** One test of a matcher: its name, and the assertions of its body on `result`. */
const cases = {
  'met budgets': `expect(result).toMeetBudgets(); expect(result).toMeetBudgets({ latency: { p99: { maxMs: 60_000 } }, agents: { '*': { failures: { max: 0 } } } })`,
  'kept guarantees': `expect(result).toKeepGuarantees(); expect(result).toKeepGuarantees(['exactlyOnce', 'exclusiveInbox'])`,
  'a missed budget under not': `expect(result).not.toMeetBudgets({ latency: { p99: { maxMs: 0.0000001 } } })`,
  'resolves and soft': `await expect(Promise.resolve(result)).resolves.toMeetBudgets(); expect.soft(result).toKeepGuarantees()`,
  'a missed budget': `expect(result).toMeetBudgets({ throughput: { minPerSecond: 1e9 }, failures: { max: 0 } })`,
  'met budgets under not': `expect(result).not.toMeetBudgets({ failures: { max: 0 } })`,
  'kept guarantees under not': `expect(result).not.toKeepGuarantees(['atLeastOnce'])`,
  'no samples': `expect(result).toMeetBudgets({ messageTypes: { OTHER: { latency: { p99: { maxMs: 1 } } } } })`,
  'no samples under not': `expect(result).not.toMeetBudgets({ messageTypes: { OTHER: { latency: { p99: { maxMs: 1 } } } } })`,
  'bad budgets': `expect(result).toMeetBudgets({ latency: { p9x: { maxMs: 1 } }, failures: { maxx: 1 } } as never)`,
  'bad guarantees': `expect(result).toKeepGuarantees(['atLeastOne'] as never)`,
  'no budgets': `expect(result).toMeetBudgets({})`,
  'no result': `expect(Promise.resolve(result)).toMeetBudgets()`,
}

beforeAll(async () => {
  run = await runProject({
    'stress/matchers.stress.ts': `${header}
${Object.entries(cases)
  .map(
    ([name, body]) =>
      `test('${name}', async () => { const result = await runStress(${swarm}, ({ target, iteration }) => target.send(iteration.message)); ${body} })`,
  )
  .join('\n')}
const invalid = { load: few, target: () => { throw new Error('no target') } }
test('an invalid result', async () => { const result = await runStress(invalid, work); expect(result).toMeetBudgets() })
test('an invalid result under not', async () => { const result = await runStress(invalid, work); expect(result).not.toMeetBudgets() })
test('guarantees of an invalid result under not', async () => { const result = await runStress(invalid, work); expect(result).not.toKeepGuarantees() })
test('guarantees without deliveries', async () => { const result = await runStress({ load: few }, work); expect(result).toKeepGuarantees(['atLeastOnce']) })
test('a failed result given to a matcher counts as looked at', async () => {
  const result = await runStress({ load: few, budgets: { latency: { p99: { maxMs: 0.0001 } } } }, work)
  expect(result).not.toMeetBudgets()
})`,
  })
})

const passing = [
  'met budgets',
  'kept guarantees',
  'a missed budget under not',
  'resolves and soft',
  'a failed result given to a matcher counts as looked at',
]

test('what holds passes, and nothing else does', () => {
  const passed = run.tests.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName)
  expect(passed, run.output).toEqual(passing)
  expect(run.tests).toHaveLength(Object.keys(cases).length + 5)
  expect(run.exitCode).toBe(1)
})

test.each([
  ['a missed budget', /✗ throughput +at least 1,000,000,000\/s, was [\d,.]+\/s/],
  ['a missed budget', /✓ failures +at most 0, was 0/],
  ['met budgets under not', /all budgets were met, though expected not to be/],
  ['kept guarantees under not', /all guarantees were kept, though expected not to be/],
  ['no samples', /\? messageTypes\.OTHER\.latency p99 +at most 1 ms, no sample to judge by/],
  ['no samples under not', /is invalid: no-evidence/],
  [
    'bad budgets',
    /toMeetBudgets: 3 problems\n.*got unknown metric "p9x"[^]*got unknown option "maxx"; did you mean "max"\?/,
  ],
  ['bad guarantees', /got unknown guarantee "atLeastOne"; did you mean "atLeastOnce"\?/],
  ['no budgets', /has nothing to judge: none were declared or given/],
  ['no result', /received: expected the result of runStress \(was it awaited\?\)/],
  ['an invalid result', /is invalid: error\.\n\n {2}the target failed to start: no target/],
  ['an invalid result under not', /is invalid: error/],
  ['guarantees of an invalid result under not', /is invalid: error/],
  ['guarantees without deliveries', /atLeastOnce: the run had nothing to account deliveries on/],
])('%s: %s', (name, text) => {
  const { status, failureMessages } = testOf(run, name)
  expect(status).toBe('failed')
  expect(failureMessages.join('\n')).toMatch(text)
})

test('failures point to the line of the matcher', () => {
  for (const name of ['a missed budget', 'no samples', 'bad budgets', 'an invalid result']) {
    const place = /stress\/matchers\.stress\.ts:\d+:\d+/
    expect(testOf(run, name).failureMessages[0], name).toMatch(place)
    expect(testOf(run, name).failureMessages[0], name).not.toMatch(/\/dist\/vitest\//)
  }
})
