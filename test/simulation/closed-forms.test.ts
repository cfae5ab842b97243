import { expect, test } from 'vitest'
import { constantService } from './support/constant-service.ts'
import { exponentialOfServers } from './support/exponential-of-servers.ts'

// A wrong formula would condemn a right figure, or let a wrong one pass. Means come from other formulas than distributions.
test.each([
  ['M/M/1', exponentialOfServers(1, 0.5, 1)],
  ['M/M/2 at equal rates', exponentialOfServers(2, 1, 1)],
  ['M/M/4', exponentialOfServers(4, 2, 1)],
  ['M/D/1', constantService(0.5, 1)],
  ['M/D/1 at a low load', constantService(0.2, 1)],
])('the mean of %s is the area of its distribution', (_, theory) => {
  const steps = 5_000
  const quantiles = Array.from({ length: steps }, (__, step) => theory.quantileMs((step + 0.5) / steps))
  expect(Math.abs(quantiles.reduce((a, b) => a + b) / steps / theory.meanMs - 1)).toBeLessThan(0.001)
})

test('one exponential server keeps its customers for an exponential time', () => {
  expect(exponentialOfServers(1, 0.5, 1).quantileMs(0.99)).toBeCloseTo(2 * Math.log(100), 9)
})

test('a constant server keeps a share 1 - rho for its service time alone', () => {
  const theory = constantService(0.4, 1)
  expect(theory.quantileMs(0.599)).toBe(1)
  expect(theory.quantileMs(0.601)).toBeGreaterThan(1)
})
