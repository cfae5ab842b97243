import type { CaseResult, CaseStatus } from '../conformance/behavior-case.ts'

export type ValidationSummary = {
  verdict: 'kept' | 'violated' | 'invalid'
} & Record<'kept' | 'violated' | 'invalid' | 'not_claimed', number>

/** A violation beats what could not be told, and that beats what is kept. Without anything kept there is no pass. */
export function summarize(results: readonly CaseResult[]): ValidationSummary {
  const count = (status: CaseStatus): number => results.filter((result) => result.status === status).length
  const [kept, violated, invalid] = [count('kept'), count('violated'), count('invalid')]
  let verdict: ValidationSummary['verdict'] = 'kept'
  if (violated > 0) verdict = 'violated'
  else if (invalid > 0 || kept === 0) verdict = 'invalid'
  return { verdict, kept, violated, invalid, not_claimed: count('not-claimed') }
}

export function exitCodeOf({ verdict }: ValidationSummary): number {
  return { kept: 0, violated: 1, invalid: 2 }[verdict]
}

const words: Record<CaseStatus, string> = {
  kept: 'kept',
  violated: 'VIOLATED',
  invalid: 'INVALID',
  'not-claimed': 'not claimed',
}

/** One line, and below it what more there is to say. */
export function renderResult({ name, status, detail }: CaseResult): string {
  const [first = '', ...rest] = detail.split('\n')
  const line = `${words[status].padEnd(11)}  ${name.padEnd(15)}  ${first}`.trimEnd()
  return `${[line, ...rest.map((more) => `    ${more}`.trimEnd())].join('\n')}\n`
}

export function renderSummary({ kept, violated, invalid, not_claimed }: ValidationSummary): string {
  return `\n${kept} kept, ${violated} violated, ${invalid} invalid, ${not_claimed} not claimed\n`
}
