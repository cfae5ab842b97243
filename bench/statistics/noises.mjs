// What disturbs the latencies of a round. All are of the logarithm; a latency is about 10 ms.
//
// spread: of the samples of one turn. turn: how much a turn of one variant is off as a whole, by itself. drift: how far the
// machine wanders from turn to turn, for all. alike: correlation of one sample with the next. bursts: of 20 samples that
// take four times as long.
const usual = { spread: 0.3, turn: 0.02, drift: 0, alike: 0, bursts: false }
export const noises = {
  lognormal: usual,
  autocorrelated: { ...usual, alike: 0.9 },
  bursts: { ...usual, bursts: true },
  drift: { ...usual, drift: 0.03 },
  rough: { spread: 0.3, turn: 0.05, drift: 0.03, alike: 0.98, bursts: true },
}

/** A machine with that noise: each call is one turn of a variant, and gives p50 and p99 of its samples, as logarithms. */
export function machine({ spread, turn, drift, alike, bursts }, samples, { next, normal }) {
  const values = new Float64Array(samples)
  const fresh = Math.sqrt(1 - alike ** 2)
  const [p50, p99] = [0.5, 0.99].map((quantile) => Math.ceil(quantile * samples) - 1)
  let level = Math.log(10)
  // What is alike goes on from turn to turn.
  let state = normal()
  return () => {
    level += drift * normal()
    const base = level + turn * normal()
    let slow = 0
    for (let at = 0; at < samples; at++) {
      state = alike === 0 ? normal() : alike * state + fresh * normal()
      if (bursts && slow === 0 && next() < 0.0015) slow = 20
      values[at] = base + spread * state + (slow > 0 ? Math.log(4) : 0)
      if (slow > 0) slow--
    }
    return { p50: select(values, p50), p99: select(values, p99) }
  }
}

/** The value of that rank (from 0), in place (Hoare). */
function select(values, rank) {
  let [from, to] = [0, values.length - 1]
  while (from < to) {
    const pivot = values[(from + to) >> 1]
    let [i, j] = [from, to]
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i <= j) {
        const moved = values[i]
        values[i++] = values[j]
        values[j--] = moved
      }
    }
    if (rank <= j) to = j
    else if (rank >= i) from = i
    else break
  }
  return values[rank]
}
