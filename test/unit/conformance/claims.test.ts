import { describe, expect, test } from 'vitest'
import { cases } from '../../../src/conformance/cases.ts'
import {
  checkBehaviorOptions,
  resolveBehaviorOptions,
} from '../../../src/conformance/resolve-behavior-options.ts'
import { formatProblem } from '../../../src/foundation/problem.ts'
import type { QueueCapabilities } from '../../../src/queue/message-queue.ts'

const nothing: QueueCapabilities = {
  ordering: 'none',
  delivery: 'at-most-once',
  priority: false,
  capacity: null,
  overflow: 'reject',
  redelivery: 'none',
}

function notClaimed(capabilities: Partial<QueueCapabilities>, options = {}): Record<string, string> {
  const resolved = resolveBehaviorOptions('test', options)
  const reasons = cases.map(
    (each) => [each.name, each.claimed({ ...nothing, ...capabilities }, resolved)] as const,
  )
  return Object.fromEntries(reasons.filter((entry): entry is [string, string] => entry[1] !== true))
}

function problemsOf(options: unknown): string[] {
  const checked = checkBehaviorOptions(options, '')
  return checked.ok ? [] : checked.problems.map(formatProblem)
}

describe('what is not claimed is not tried, and the reason says so', () => {
  test('of a queue that claims nothing', () => {
    expect(notClaimed({})).toEqual({
      ordering: 'ordering is none',
      priority: 'priority is false',
      'size limit': 'capacity is null',
      overflow: 'capacity is null',
      redelivery: 'redelivery is none',
      lease: 'redelivery is none',
      'dead letters': 'redelivery is none',
      throughput: 'no floor is set',
    })
  })

  test('of one that claims everything: nothing', () => {
    const all = {
      ordering: 'fifo',
      priority: true,
      capacity: 9,
      redelivery: 'lease',
      leaseMs: 5,
      maxDeliveries: 2,
    } as const
    expect(notClaimed(all, { throughput: { minPerSecond: 1 } })).toEqual({})
  })

  test('where a claim has no figure, or one that leaves nothing to see', () => {
    expect(notClaimed({ redelivery: 'lease' })).toMatchObject({
      lease: 'leaseMs is not declared',
      'dead letters': 'maxDeliveries is not declared',
    })
    expect(notClaimed({ redelivery: 'lease', leaseMs: null, maxDeliveries: null })).toMatchObject({
      lease: 'leaseMs is not declared',
      'dead letters': 'maxDeliveries is not declared',
    })
    expect(notClaimed({ redelivery: 'nack', leaseMs: 5, maxDeliveries: 1 })).toMatchObject({
      redelivery: 'maxDeliveries is 1: nothing comes again',
      lease: 'redelivery is nack',
    })
    expect(notClaimed({ ordering: 'fifo', priority: true, capacity: 1 })).toMatchObject({
      ordering: 'of a capacity of 1 no order can be seen',
      priority: 'of a capacity of 1 no order can be seen',
    })
  })
})

describe('the options', () => {
  test('have defaults', () => {
    expect(resolveBehaviorOptions('test', undefined)).toEqual({
      messages: 200,
      seed: 1,
      knownViolations: [],
      timeoutMs: 10_000,
      quietMs: 300,
    })
  })

  test('are refused with every problem', () => {
    const wrong = { messages: 0, seed: 0.5, throughput: {}, timeOutMs: 5, quietMs: '1' }
    expect(problemsOf(wrong)).toEqual([
      'messages: expected a whole number above 0, got 0',
      'seed: expected a 32-bit integer, got 0.5',
      'throughput.minPerSecond: expected a number above 0, got nothing',
      'quietMs: expected a number of milliseconds above 0, got "1"',
      'timeOutMs: expected one of messages, seed, throughput, knownViolations, timeoutMs, quietMs, got unknown option "timeOutMs"; did you mean "timeoutMs"?',
    ])
    expect(problemsOf({ knownViolations: ['orderin', 'close'] })).toEqual([
      `knownViolations: expected one of ${cases.map(({ name }) => name).join(', ')}, got unknown case "orderin"; did you mean "ordering"?`,
    ])
  })
})
