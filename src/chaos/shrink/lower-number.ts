import type { ShrinkNumber } from './shrinkable.ts'

/**
 * The lowest value with which it still fails, as far as trying shows it: one less (or half of it) does not. `isFirst`: it has
 * not been lowered before, so that much can be hoped for.
 */
export async function lowerNumber<Case>(
  { value, least, by, with: replace }: ShrinkNumber<Case>,
  isFirst: boolean,
  fails: (given: Case) => Promise<boolean>,
): Promise<number> {
  const isLow = (tried: number): Promise<boolean> => fails(replace(tried))
  if (value <= least) return value
  if (by === 'halves') return halve(value, least, isLow)
  let failing = value
  if (!isFirst) {
    if (!(await isLow(value - 1))) return value
    failing = value - 1
  }
  // From below: what is small is found soon, also where something larger would do no longer.
  let passing = least - 1
  for (let tried = least, step = 1; tried < failing; tried = least + step, step *= 2) {
    if (await isLow(tried)) failing = tried
    else passing = tried
  }
  while (failing - passing > 1) {
    const middle = Math.floor((failing + passing) / 2)
    if (await isLow(middle)) failing = middle
    else passing = middle
  }
  return failing
}

async function halve(
  value: number,
  least: number,
  isLow: (tried: number) => Promise<boolean>,
): Promise<number> {
  let low = value
  while (low > least) {
    const half = Math.max(least, low >= 2 ? Math.floor(low / 2) : least)
    if (!(await isLow(half))) break
    low = half
  }
  return low
}
