/** What a run, a budget or a check came to. `invalid`: it cannot be told; it never counts as a pass. */
export const verdicts = ['pass', 'fail', 'invalid'] as const
export type Verdict = (typeof verdicts)[number]

/** Why a run is `invalid`. */
export const causes = ['saturated', 'no-evidence', 'not-steady', 'undecided', 'overflow', 'error'] as const
export type Cause = (typeof causes)[number]

/** The worst of `list`: `fail` before `invalid` before `pass`. */
export function worstVerdict(list: readonly Verdict[]): Verdict {
  if (list.includes('fail')) return 'fail'
  return list.includes('invalid') ? 'invalid' : 'pass'
}
