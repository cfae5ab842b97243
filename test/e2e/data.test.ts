import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, summaryOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'data/users.csv': '\uFEFFid,name,amount\r\n1,"Ann, ""the"" first",2.5\r\n2,Bo,4\r\n\r\n3,Cy,8\r\n',
    'data/bad.csv': 'id,name\n1\n2,"Bo"x\n3,Cy,4\n',
    'data/orders.jsonl': '{"id":1}\n{"id":2}\n{"id":3}\n',
    'stress/data.stress.ts': `${header}; import { Readable } from 'node:stream'; import { dataFrom, dataFromFile } from 'vitest-stress'
const three = { executor: 'shared-iterations', iterations: 3, concurrency: 2 } as const
const seconds = { executor: 'constant-concurrency', concurrency: 2, durationMs: 20_000 } as const
const got: Record<string, unknown[]> = {}
const note = async ({ iteration, task }: { iteration: { index: number; data: unknown }; task: { name: string } }) => {
  (got[task.name] ??= [])[iteration.index] = iteration.data
  await work()
}
let closed = 0
async function* feed() { try { for (let id = 0; ; id++) yield { id } } finally { closed++ } }
stressTest('typed csv', { load: three, data: dataFromFile('data/users.csv', { types: { amount: 'number' } }) }, note)
stressTest('circular json lines', { load: few, data: dataFromFile('data/orders.jsonl', { order: 'circular' }) }, note)
stressTest('seeded', { load: few, seed: 5, data: dataFrom(Array.from('abcdefghij'), { order: 'unique' }) }, note)
stressTest('seeded again', { load: { ...few, concurrency: 5 }, seed: 5, data: dataFrom(Array.from('abcdefghij'), { order: 'unique' }) }, note)
stressTest('async generator', { load: few, data: dataFrom(feed) }, note)
stressTest('stream', { load: three, data: dataFrom(Readable.from(['a', 'b', 'c'])) }, note)
stressTest('too few rows', { load: { ...few, iterations: 900 }, data: dataFromFile('data/users.csv') }, note)
stressTest('dry', { load: seconds, budgets: { successRate: { min: 0 } }, data: dataFrom(function* letters() { yield* 'abcd' }) }, note)
stressTest.fails('dry is no failure', { load: seconds, data: dataFrom(['a', 'b']) }, note)
stressTest('bad rows', { load: three, data: dataFromFile('data/bad.csv') }, note)
stressTest('missing', { load: three, data: dataFromFile('data/none.csv') }, note)
test('what came', () => console.log('GOT ' + JSON.stringify({ ...got, closed })))`,
  })
})

const gotOf = (name: string): unknown[] => {
  const line = run.output.split('\n').find((text) => text.includes('GOT {'))
  return (JSON.parse(line!.slice(line!.indexOf('{'))) as Record<string, unknown[]>)[name]!
}

test('what has data enough passes, what has not is invalid, whichever verdict was hoped for', () => {
  const verdicts = {
    'typed csv': 'pass',
    'circular json lines': 'pass',
    seeded: 'pass',
    'seeded again': 'pass',
    'async generator': 'pass',
    stream: 'pass',
    'too few rows': 'invalid',
    dry: 'invalid',
    'dry is no failure': 'invalid',
    'bad rows': 'invalid',
    missing: 'invalid',
  }
  expect(summaryOf(run).verdicts, run.output).toEqual(verdicts)
  expect(run.exitCode).toBe(1)
  for (const [name, verdict] of Object.entries(verdicts))
    expect(testOf(run, name).status, name).toBe(verdict === 'pass' ? 'passed' : 'failed')
})

test('files are read from the root of the project, and each iteration gets its row', () => {
  expect(gotOf('typed csv')).toEqual([
    { id: '1', name: 'Ann, "the" first', amount: 2.5 },
    { id: '2', name: 'Bo', amount: 4 },
    { id: '3', name: 'Cy', amount: 8 },
  ])
  expect(gotOf('circular json lines')).toEqual(
    Array.from({ length: 10 }, (_, index) => ({ id: (index % 3) + 1 })),
  )
  expect(gotOf('stream')).toEqual(['a', 'b', 'c'])
})

test('the same seed deals the same, however many users there are', () => {
  const seeded = gotOf('seeded') as string[]
  expect(gotOf('seeded again')).toEqual(seeded)
  expect(seeded.toSorted().join('')).toBe('abcdefghij')
  expect(seeded.join('')).not.toBe('abcdefghij')
})

test('an async generator is dealt in order and closed after its run', () => {
  expect(gotOf('async generator')).toHaveLength(10)
  expect(gotOf('closed')).toBe(1)
})

test('what is wrong is said before the load, with its place', () => {
  expect(scenarioOf(run, 'too few rows')).toMatchObject({
    cause: 'error',
    total_processed: 0,
    problems: [
      'data: 1 problem\n  data: expected at least 900 items for 900 planned iterations, got 3 (data/users.csv)',
    ],
  })
  expect(testOf(run, 'too few rows').failureMessages[0]).toContain('expected at least 900 items')
  expect(scenarioOf(run, 'bad rows').problems).toEqual([
    [
      'data: 3 problems',
      '  data/bad.csv:2: expected 2 fields, as there are columns, got 1',
      '  data/bad.csv:3: expected "," or the end of the line after a closing quote, got "\\"Bo\\"x"',
      '  data/bad.csv:4: expected 2 fields, as there are columns, got 3',
    ].join('\n'),
  ])
  expect(scenarioOf(run, 'missing').problems[0]).toContain('data/none.csv: expected a file that can be read')
})

test('running dry ends the load at once, and says where', () => {
  const dry = scenarioOf(run, 'dry')
  // The one beside the iteration that got nothing may be cut off.
  expect(dry.success_count + dry.unfinished_iterations).toBe(4)
  expect(dry.cause).toBe('error')
  expect(dry.problems).toEqual([
    'data: 1 problem\n  data: expected an item for iteration 4, got none: letters() ended after 4 items',
  ])
  // Of 20 s that were planned.
  expect(dry.duration).toBeLessThan(10)
})
