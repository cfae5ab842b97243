import { describe, expect, test } from 'vitest'
import { roundOrder } from '../../../src/compare/round-order.ts'

const firstOf = (orders: number[][]): number[] => orders.map(([first]) => first!)

describe('of two variants', () => {
  test('each is first once in each pair of rounds', () => {
    for (let seed = 0; seed < 50; seed++) {
      const orders = roundOrder(2, 20, seed)
      expect(orders.every((order) => order.toSorted((a, b) => a - b).join() === '0,1')).toBe(true)
      const first = firstOf(orders)
      for (let round = 0; round < 20; round += 2) expect(first[round]! + first[round + 1]!).toBe(1)
    }
  })

  test('chance decides which begins', () => {
    const begins = Array.from({ length: 400 }, (_, seed) => firstOf(roundOrder(2, 3, seed)))
    for (const round of [0, 2]) {
      const sum = begins.reduce((total, first) => total + first[round]!, 0)
      expect(sum).toBeGreaterThan(150)
      expect(sum).toBeLessThan(250)
    }
    const alike = begins.filter((first) => first[0] === first[2]).length
    expect(alike).toBeGreaterThan(150)
    expect(alike).toBeLessThan(250)
  })
})

test.each([2, 3, 5])(
  'of %i variants, the same seed gives the same orders, and more rounds begin with them',
  (count) => {
    expect(roundOrder(count, 7, 5)).toEqual(roundOrder(count, 7, 5))
    expect(roundOrder(count, 20, 5).slice(0, 7)).toEqual(roundOrder(count, 7, 5))
    expect(roundOrder(count, 20, 5)).not.toEqual(roundOrder(count, 20, 6))
  },
)

test('of three variants, each is in each place about as often', () => {
  const places = [0, 0, 0]
  for (const order of roundOrder(3, 600, 1)) {
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2])
    places[order.indexOf(2)]!++
  }
  expect(Math.min(...places)).toBeGreaterThan(150)
})
