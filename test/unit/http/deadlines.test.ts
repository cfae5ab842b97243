import { expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { seededRandom } from '../../../src/foundation/random.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { Deadlines } from '../../../src/http/deadlines.ts'
import { Exchange } from '../../../src/http/exchange.ts'

const request = { method: 'GET', path: '/', headers: {}, body: null, isIdempotent: true }
const outcome = { succeeded() {}, failed() {} }
const due = (deadlineMs: number): Exchange => new Exchange(request, 0, deadlineMs, outcome)

test('each expires at its deadline, whatever the order, and those that are removed never', async () => {
  const clock = new VirtualClock()
  const random = seededRandom(3)
  const expired: [atMs: number, deadlineMs: number][] = []
  const deadlines = new Deadlines(clock, (exchange) => {
    expired.push([clock.now(), exchange.deadlineMs])
    deadlines.remove(exchange)
  })
  const expected = new Set<Exchange>()
  for (let index = 0; index < 500; index++) {
    const exchange = due(clock.now() + 1 + random.integer(0, 300))
    deadlines.add(exchange)
    expected.add(exchange)
    if (index % 3 > 0) {
      const removed = [...expected].at(random.integer(0, expected.size - 1))!
      // Some are over by then; removing those changes nothing.
      if (removed.deadlineMs > clock.now()) expected.delete(removed)
      deadlines.remove(removed)
    }
    if (index % 5 === 0) await clock.run(sleep(clock, random.integer(0, 20)))
    const alive = [...expected].filter(({ deadlineMs }) => deadlineMs > clock.now())
    expect(new Set(deadlines.active())).toEqual(new Set(alive))
  }
  await clock.run(sleep(clock, 1_000))
  expect(expired.map(([atMs]) => atMs)).toEqual(expired.map(([, deadlineMs]) => deadlineMs))
  expect(expired.map(([, deadlineMs]) => deadlineMs).sort((a, b) => a - b)).toEqual(
    [...expected].map(({ deadlineMs }) => deadlineMs).sort((a, b) => a - b),
  )
})

test('nothing expires once they are stopped', async () => {
  const clock = new VirtualClock()
  let expired = 0
  const deadlines = new Deadlines(clock, () => expired++)
  deadlines.add(due(5))
  deadlines.stop()
  await clock.run(sleep(clock, 10))
  expect(expired).toBe(0)
})
