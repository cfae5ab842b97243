import { quantileOf } from './quantile-of.ts'
import type { Theory } from './theory.ts'

/**
 * M/D/1: the time in the system under Poisson arrivals and constant service, in order of arrival. The mean is that of
 * Pollaczek and Khinchine (Kleinrock, Queueing Systems I, section 5.6); the distribution of the wait is Erlang's of 1909
 * (Franx, A simple solution for the M/D/c waiting time distribution, 2001, has it for c servers). Its terms alternate
 * and cancel: at a load of 0.5 or less, and up to some fifteen service times, doubles lose nothing that matters here.
 */
export function constantService(lambda: number, serviceMs: number): Theory {
  const rho = lambda * serviceMs
  const meanMs = serviceMs + (rho * serviceMs) / (2 * (1 - rho))
  const waitsAtMost = (ms: number): number => {
    let sum = 0
    let factorial = 1
    for (let k = 0; k <= Math.floor(ms / serviceMs + 1e-12); k++) {
      if (k > 0) factorial *= k
      const x = lambda * (k * serviceMs - ms)
      sum += (x ** k / factorial) * Math.exp(-x)
    }
    return (1 - rho) * sum
  }
  const within = (ms: number): number => (ms < serviceMs ? 0 : waitsAtMost(ms - serviceMs))
  return { meanMs, quantileMs: (share) => quantileOf(within, share, 15 * serviceMs) }
}
