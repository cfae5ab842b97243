import type { StoredRun } from './stored-run.ts'

/** What a run came to that failed, or was wrong, is no measure of how fast it is; one that was only slow is just that. */
export function notPassed(runs: readonly StoredRun[]): string[] {
  return runs
    .filter((run) => run.verdict !== 'pass' && !isOnlySlow(run))
    .map(
      ({ path, verdict, cause }) => `its run in ${path} is ${verdict}${cause === null ? '' : ` (${cause})`}`,
    )
}

/** There is a limit on speed that was missed, and nothing else: a run may also fail for what it did beyond its process. */
function isOnlySlow({ verdict, budgets, guarantees, isolation, baseline }: StoredRun): boolean {
  // It had passed, or it would not have been held against its baseline.
  if (beside.includes(baseline?.outcome ?? '')) return true
  const failed = (budgets ?? []).filter((budget) => budget.verdict !== 'pass')
  const checks = guarantees?.checks ?? []
  const isContained = !isolation || (isolation.violations === 0 && (isolation.leaks ?? []).length === 0)
  return (
    verdict === 'fail' &&
    isContained &&
    failed.length > 0 &&
    failed.every(isOfSpeed) &&
    checks.every((check) => check.verdict === 'pass')
  )
}

/** Outcomes of a baseline that change the verdict of a run. */
const beside = ['worse', 'undecided', 'not comparable']

/** So many per second at most is a limit on what is counted. */
function isOfSpeed({ unit, comparison }: NonNullable<StoredRun['budgets']>[number]): boolean {
  return unit === 'ms' || (unit === 'per second' && comparison !== 'at most')
}
