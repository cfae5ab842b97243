import type { CheckResult } from '../model/metrics.ts'
import type { Checker } from './checker.ts'
import { checkers } from './checkers.ts'
import type { DeliveryAccount } from './delivery-account.ts'

/** Judges each named guarantee. Nothing passes by absence: where nothing was delivered, all are invalid. */
export function runChecks(names: readonly string[], account: DeliveryAccount): CheckResult[] {
  return names.map((name) => ({ guarantee: name, ...judge(name, account) }))
}

function judge(name: string, account: DeliveryAccount): Omit<CheckResult, 'guarantee'> {
  const checker: Checker | undefined = checkers.find((candidate) => candidate.name === name)
  if (!checker) return { verdict: 'invalid', summary: 'no checker has this name', examples: [] }
  const finding = checker.check(account)
  if (finding.verdict === 'fail') return finding
  if (account.reused > 0) {
    const summary = `messages share their identity (producer, sequence): ${account.reused} deliveries cannot be told from others`
    return { verdict: 'invalid', summary, examples: [] }
  }
  if (account.unaccountable > 0) {
    const summary = `${account.unaccountable} events had a sequence number that cannot be accounted for`
    return { verdict: 'invalid', summary, examples: [] }
  }
  if (account.summary.delivered === 0) {
    return { ...finding, verdict: 'invalid', summary: `nothing was delivered (${finding.summary})` }
  }
  if (finding.verdict !== 'pass' || account.evidence === 'observed') return finding
  return { ...finding, summary: `${finding.summary} (as the core answered; it cannot be observed)` }
}
