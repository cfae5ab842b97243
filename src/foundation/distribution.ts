import type { Random } from './random.ts'

/** Exponential with the given mean (inversion). */
export function exponential(random: Pick<Random, 'next'>, mean: number): number {
  return -mean * Math.log(1 - random.next())
}

/** Lognormal with the given median and 99th percentile (Box-Muller on the log scale). */
export function lognormal(random: Pick<Random, 'next'>, median: number, p99: number): number {
  const sigma = Math.log(p99 / median) / 2.3263478740408408
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  return median * Math.exp(sigma * normal)
}

/** Uniform in [min, max). */
export function uniform(random: Pick<Random, 'next'>, min: number, max: number): number {
  return min + (max - min) * random.next()
}
