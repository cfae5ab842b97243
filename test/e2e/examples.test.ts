import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { header, runProject } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const swarm = join(examples, 'agent-swarm')

/** A copy of the swarm without its largest scenario, the recorded traffic cut short, and a real core that must not be loaded. */
function copyOfSwarm(): Record<string, string> {
  const files = [
    'stress/standard.stress.ts',
    'stress/recorded-traffic.stress.ts',
    'stress/chaos.stress.ts',
    'src/send-patiently.ts',
    'src/turns.ts',
    'src/main.ts',
    'src/recorded-delivery-times.ts',
    'data/swarm-traffic.jsonl',
    'data/swarm-deliveries.jsonl',
  ]
  const copy = Object.fromEntries(files.map((path) => [path, readFileSync(join(swarm, path), 'utf8')]))
  copy['data/swarm-traffic.jsonl'] = copy['data/swarm-traffic.jsonl']!.split('\n').slice(0, 100).join('\n')
  return { ...copy, 'src/real-core.ts': `throw new Error('the real core was loaded')` }
}

function stressFilesOfExamples(): string[] {
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  return files.filter((path) => path.endsWith('.stress.ts'))
}

test('the scenarios pass without the real core, which a processor without a core would load', async () => {
  const run = await runProject({
    ...copyOfSwarm(),
    'stress/no-mock.stress.ts': `${header}
import { processor } from '../src/main.ts'
stressTest('sends without a mock', { load: few, data: agentMessages(), target: () => processor }, ({ target, iteration }) => target.send(iteration.message))`,
  })
  expect(scenarioOf(run, 'nine agents, 100 messages each'), run.output).toMatchObject({
    verdict: 'pass',
    total_processed: 900,
    isolation: { strength: 'sealed', violations: 0 },
  })
  // Its verdict depends on how busy this machine is: `vitest run stress/` is where it is gated.
  expect(scenarioOf(run, 'recorded traffic')).toMatchObject({ success_count: 100, failures: [] })
  const storm = scenarioOf(run, 'nine agents in a storm')
  expect(storm.guarantees!.checks.filter(({ verdict }) => verdict === 'fail')).toEqual([])
  expect(storm.guarantees!.checks.map(({ guarantee }) => guarantee)).toContain('liveness')
  expect(storm.faults!.recovery).toMatchObject({ faults_from_ms: 2_800, heal_at_ms: 6_000 })
  expect(storm.total_processed).toBe(900)
  expect(storm.faults!.fired_by_kind).toMatchObject({
    delay: 100,
    'consumer-crash': 9,
    'ack-lost': 5,
    'queue-saturation': 40,
    'heap-pressure': 1,
  })
  expect(storm.metrics).toMatchObject({ saturationEvents: { value: 40 } })
  const over = scenarioOf(run, 'nine agents in a storm, and how soon it is over')
  expect(over, over.problems.join()).toMatchObject({ verdict: 'pass', total_processed: 900 })
  // The leases of dead consumers run out after the healing.
  expect(over.faults!.recovery!.recovery_ms).toBeGreaterThan(0)
  expect(scenarioOf(run, 'sends without a mock').failures).toMatchObject([
    { count: 10, example: 'the real core was loaded' },
  ])
})

test.each(stressFilesOfExamples())('%s says what it may do beyond its process', (path) => {
  const isSwarm = path.startsWith('agent-swarm') && !path.endsWith('comparison.stress.ts')
  const said = /^\/\/ @stress-isolation (sealed|fenced)\n/.exec(readFileSync(join(examples, path), 'utf8'))
  expect(said?.[1]).toMatch(isSwarm ? /^sealed$/ : /./)
})

test('a budget made impossible: exit 1, and what, by how much, how to replay', async () => {
  const path = 'stress/standard.stress.ts'
  const files = copyOfSwarm()
  const impossible = files[path]!.replace(
    'throughput: { minPerSecond: 200 }',
    'throughput: { minPerSecond: 1e9 }',
  )
  expect(impossible).not.toBe(files[path])
  const run = await runProject({ ...files, [path]: impossible }, { args: [path] })
  expect(run.exitCode, run.output).toBe(1)
  const { seed } = scenarioOf(run)
  const [message] = testOf(run, 'nine agents').failureMessages
  expect(message).toMatch(/✗ throughput +at least 1,000,000,000\/s, was [\d,.]+\/s \(900 in \d+\.\d\d s\)/)
  expect(message).toContain(
    `Replay: VITEST_STRESS_SEED=${seed} npx vitest run ${path} -t '^nine agents, 100 messages each$'`,
  )
})

test('no scenario of an example imports a real core', () => {
  const scenarios = stressFilesOfExamples()
  expect(scenarios.length).toBeGreaterThanOrEqual(3)
  for (const scenario of scenarios) {
    const reached = [...reachedFrom(join(examples, scenario))].map((path) => relative(examples, path))
    expect(
      reached.filter((path) => /real-core|src\/main\.ts/.test(path)),
      scenario,
    ).toEqual([])
  }
  // The scan would see it.
  const application = [...reachedFrom(join(swarm, 'src/main.ts'))].map((path) => relative(swarm, path))
  expect(application).toContain('src/real-core.ts')
})

/** Files that `file` imports, statically or not, and what those import. */
function reachedFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)) {
    reachedFrom(join(dirname(file), specifier!), seen)
  }
  return seen
}
