import { describe, expect, test } from 'vitest'
import { searchOrder } from '../../../../src/check/history/search-order.ts'
import { serviceRules } from '../../../../src/check/history/service-rule.ts'
import type { Operation } from '../../../../src/model/history.ts'
import { answerTo, checkByName, demandOf, laws } from './broken-laws.ts'
import { historyOf } from './history-notation.ts'

describe.each(['fifo', 'priority', 'stable-priority', 'queue', 'total-queue', 'unique-ids'] as const)(
  '%s',
  (checker) => {
    test.each(laws.filter((law) => law.checker === checker))('$name ($history)', (law) => {
      expect(answerTo(law, checkByName)).toEqual(demandOf(law))
    })

    test.each(laws.filter((law) => law.checker === checker && law.expected['verdict'] === 'fail'))(
      'proves that it is wrong: $name ($history)',
      (law) => {
        const { proof } = checkByName(checker, historyOf(law.history), law.options ?? {})
        expect(proof?.sentence).toMatch(/\S/)
        expect(proof?.messages.length).toBeGreaterThan(0)
        expect(proof?.messages.length).toBeLessThanOrEqual(8)
        for (const { enqueue, dequeue } of proof!.messages) expect(enqueue ?? dequeue).toHaveLength(2)
      },
    )
  },
)

const overlapping = (count: number): Operation[] => {
  const ins = Array.from({ length: count }, (_, i) => `+${i} 0-10`)
  const outs = Array.from({ length: count }, (_, i) => `-${count - 1 - i} ${20 + i}-${20 + i}`)
  return historyOf([...ins, ...outs].join())
}

describe('what plain search cannot do', () => {
  test.each(['fifo', 'priority', 'stable-priority'] as const)(
    '24 overlapping enqueues, dequeued in reverse: %s answers without a single state of search',
    (checker) => {
      const report = checkByName(checker, overlapping(24), { maxStates: 1 })
      expect(report).toEqual({ valid: true, verdict: 'pass', proof: null })
    },
  )

  test('and the search gives up within its budget', () => {
    expect(searchOrder(overlapping(24), serviceRules.fifo, 2000)).toEqual({ legal: 'unknown', stuck: [] })
  })

  test('out of budget is invalid, never a pass', () => {
    const repeated = [
      ...overlapping(12),
      ...historyOf('+x 100-101, +y 102-103, +x 104-105, -y 106-107, -x 108-109, -x 110-111'),
    ]
    const report = checkByName('fifo', repeated, { maxStates: 50 })
    expect(report).toEqual({ valid: 'unknown', verdict: 'invalid', proof: null })
  })
})

describe('values', () => {
  const renamed = (history: string, rename: (value: unknown) => unknown) => {
    return historyOf(history).map((operation) => ({
      ...operation,
      input: operation.input === null ? null : rename(operation.input),
      output: operation.output === null ? null : rename(operation.output),
    }))
  }

  test('may be any JSON; objects are equal by content, whatever the order of their keys', () => {
    let turn = 0
    const rename = (value: unknown) =>
      turn++ % 2 === 0 ? { id: value, of: [1, null] } : { of: [1, null], id: value }
    expect(checkByName('fifo', renamed('+a 0-1, +b 2-3, -a 4-5, -b 6-7', rename), {})).toMatchObject({
      valid: true,
    })
    expect(checkByName('fifo', renamed('+a 0-1, +b 2-3, -b 4-5, -a 6-7', rename), {})).toMatchObject({
      valid: false,
    })
    const lost = checkByName('total-queue', renamed('+a 0-1', rename), {})
    expect(lost).toMatchObject({ lost: [{ id: 'a', of: [1, null] }] })
  })

  test('a number and its text are two values; so are an object and its JSON', () => {
    const one = renamed('+1 0-1, -1 2-3', (value) => value)
    const mixed = one.map((operation, i) => (i === 1 ? { ...operation, output: '1' } : operation))
    expect(checkByName('queue', mixed, {})).toMatchObject({ valid: false })
    const object = one.map((operation, i) =>
      i === 1 ? { ...operation, output: '{"id":1}' } : { ...operation, input: { id: 1 } },
    )
    expect(checkByName('queue', object, {})).toMatchObject({ valid: false })
  })

  test('negative, fractional and very large numbers', () => {
    const history = historyOf('+a 0-1, +b 2-3, +c 4-5, -a 6-7, -b 8-9, -c 10-11')
    const numbers = new Map<unknown, number>([
      ['a', -3],
      ['b', 0.5],
      ['c', 1e15],
    ])
    const rename = (value: unknown) => numbers.get(value) ?? null
    const renumbered = history.map((operation) => ({
      ...operation,
      input: rename(operation.input),
      output: rename(operation.output),
    }))
    expect(checkByName('fifo', renumbered, {})).toMatchObject({ valid: true })
  })
})

describe('large histories of stable-priority', () => {
  test('100,000 operations of a correct queue: true, without search', () => {
    const operations = Array.from({ length: 50_000 }, (_, i) => {
      const [from, priority] = [2 * i, i % 3]
      const at = (start: number) => `${start}-${start + 7}`
      return historyOf(`+${i}:${priority} ${at(from)},-${i} ${at(from + 1)}`)
    }).flat()
    expect(checkByName('stable-priority', operations, { maxStates: 1 })).toMatchObject({ valid: true })
    expect(checkByName('fifo', operations, { maxStates: 1 })).toMatchObject({ valid: true })
  })
})
