import { expect, test } from 'vitest'
import { floodMicrotasks } from '../../../../src/chaos/runtime/flood-microtasks.ts'

test('runs as many microtasks as were asked for, and nothing else has a turn meanwhile', async () => {
  let turns = 0
  setImmediate(() => turns++)
  expect(await floodMicrotasks(50_000)).toBe(50_000)
  expect(turns).toBe(0)
})

test('ends where it is healed by another microtask, and tells how many ran', async () => {
  const healed = new AbortController()
  const flood = floodMicrotasks(1_000_000, healed.signal)
  for (let index = 0; index < 20; index++) await Promise.resolve()
  healed.abort()
  const ran = await flood
  expect(ran).toBeGreaterThan(0)
  expect(ran).toBeLessThan(1_000)
})
