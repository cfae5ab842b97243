import { quantileOf } from './quantile-of.ts'
import type { Theory } from './theory.ts'

/**
 * M/M/c: the time in the system under Poisson arrivals and exponential service, in order of arrival. Erlang's C is the
 * chance to wait; who waits does so for an exponential time of rate c * mu - lambda, and is then served (Gross and Harris,
 * Fundamentals of Queueing Theory, section 2.3; Kleinrock, Queueing Systems I, section 3.5). With one server it is the
 * exponential distribution of rate mu - lambda. Rates are per millisecond.
 */
export function exponentialOfServers(servers: number, lambda: number, mu: number): Theory {
  const waits = erlangC(servers, lambda / mu)
  const rest = servers * mu - lambda
  const meanMs = waits / rest + 1 / mu
  // The tail of "0 or exponential(rest)" plus exponential(mu). The two rates are equal where lambda = (c - 1) * mu.
  const tail = (ms: number): number => {
    const served = Math.exp(-mu * ms)
    const both =
      Math.abs(rest - mu) < 1e-9 * mu
        ? (1 + mu * ms) * served
        : (rest * served - mu * Math.exp(-rest * ms)) / (rest - mu)
    return (1 - waits) * served + waits * both
  }
  return { meanMs, quantileMs: (share) => quantileOf((ms) => 1 - tail(ms), share, 100 * meanMs) }
}

/** By way of Erlang's B, whose recursion has no large numbers in it. */
function erlangC(servers: number, offered: number): number {
  let blocked = 1
  for (let count = 1; count <= servers; count++) blocked = (offered * blocked) / (count + offered * blocked)
  const rho = offered / servers
  return blocked / (1 - rho + rho * blocked)
}
