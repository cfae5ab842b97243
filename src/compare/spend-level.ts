/**
 * The level that one look may use of the whole: as much of `level` as rounds have come since the look before (linear
 * spending: Kim and DeMets 1987, with exponent 1). `looks`: after how many rounds the results are looked at, rising, all
 * chosen before the first round.
 *
 * The levels add up to `level`, so the chance of any error at any look is at most that (Bonferroni's inequality). What
 * looks have in common is not made use of: that would need joint distributions of exact small-sample tests, for a gain of
 * a few per cent of rounds.
 */
export function spendLevel(level: number, looks: readonly number[], look: number): number {
  const last = looks.at(-1)!
  return (level * (looks[look]! - (looks[look - 1] ?? 0))) / last
}
