import { expect, test } from 'vitest'
import { tellOfTwin } from '../../../src/vitest/tell-of-twin.ts'

type Given = Parameters<typeof tellOfTwin>

const mismatch = 'Snapshot `orders (second time) 1` mismatched'
const ran = (name: string, verdict: string): object => ({ name, meta: { stress: { runs: [{ verdict }] } } })

test.each<[string, string[], object[], number]>([
  ['the other one passed', ['no such order'], [ran('orders', 'pass')], 1],
  ['nothing failed but a budget', [], [ran('orders', 'pass')], 1],
  ['the other one failed as well', ['no such order'], [ran('orders', 'fail')], 0],
  ['the other one is yet to come', ['no such order'], [{ name: 'orders', meta: {} }], 0],
  ['a snapshot of another name', [mismatch], [ran('orders', 'pass')], 0],
  ['not a snapshot alone', [mismatch, 'no such order'], [ran('orders', 'pass')], 1],
])('something is carried over: %s', (_, examples, tasks, told) => {
  const outcome = {
    metrics: { verdict: 'fail', problems: [], failures: examples.map((example) => ({ example })) },
  }
  const task = { name: 'orders (second time)', meta: {}, type: 'test', file: { tasks } }
  const { metrics } = tellOfTwin(outcome as unknown as Given[0], task as Given[1], 'pass')
  expect(metrics.problems).toHaveLength(told)
})
