import { renderValue } from '../foundation/problem.ts'
import type { AssertedGuarantee } from '../model/asserted-guarantee.ts'
import type { CheckResult } from '../model/metrics.ts'
import type { Evidence } from './evidence.ts'
import { findGuarantee, guaranteeFrom } from './find-guarantee.ts'
import type { Finding, Guarantee } from './guarantee.ts'
import type { HistoryChecker, Proof } from './history/checker.ts'
import { ledgerProof } from './ledger-proof.ts'
import { drawOperations } from './history/draw-proof.ts'

/** Judges each guarantee. Nothing passes by absence: where nothing was delivered, all are invalid. */
export function runChecks(asserted: readonly AssertedGuarantee[], evidence: Evidence): CheckResult[] {
  return asserted.map((each) => {
    const { verdict, summary, examples, proof, wrong = [] } = judge(each, evidence)
    const shown = proof ?? (verdict === 'fail' ? ledgerProof(wrong, evidence.history) : null)
    return { guarantee: each.label, verdict, summary, examples: examples.slice(0, 8), proof: proofOf(shown) }
  })
}

/** A proof as it stands in the metrics; JSON has no Infinity. */
function proofOf(proof: Proof | null | undefined): CheckResult['proof'] {
  if (!proof) return null
  const messages = proof.messages.slice(0, 8).map(({ value, enqueue, dequeue }) => ({
    message: typeof value === 'string' ? value : renderValue(value),
    enqueue: spanOf(enqueue),
    dequeue: spanOf(dequeue),
  }))
  return { sentence: proof.sentence, messages, drawing: drawOperations(proof) }
}

function spanOf(interval: [number, number] | null): [number, number | null] | null {
  return interval && [interval[0], Number.isFinite(interval[1]) ? interval[1] : null]
}

/** Judges one guarantee, vacuous passes told as such. */
export function judge({ name, options, definition }: AssertedGuarantee, evidence: Evidence): Finding {
  const guarantee: Guarantee | undefined =
    definition === null ? findGuarantee(name) : guaranteeFrom(definition as HistoryChecker)
  if (!guarantee) return invalid('no guarantee has this name')
  const finding = check(guarantee, options, evidence)
  if (finding.verdict === 'fail') return finding
  const { account } = evidence
  if (account.reused > 0) {
    return invalid(
      `messages share their identity (producer, sequence): ${account.reused} deliveries cannot be told from others`,
    )
  }
  if (account.unaccountable > 0) {
    return invalid(
      `${account.unaccountable} events were of messages that cannot be told apart (a sequence number below 0, fractional or above 2^28, or no id)`,
    )
  }
  if (account.summary.delivered === 0) {
    const unseen = account.summary.attempted === 0 && evidence.place === 'channel' ? unseenSend : ''
    return invalid(`nothing was delivered (${finding.summary})${unseen}`)
  }
  if (finding.verdict !== 'pass') return finding
  if (finding.vacuous)
    return { ...finding, verdict: 'invalid', summary: `${finding.vacuous} (${finding.summary})` }
  if (account.evidence === 'observed') return finding
  return { ...finding, summary: `${finding.summary} (as the core answered; it cannot be observed)` }
}

const unseenSend = '; no call of `send` was seen: it must be a method of the target that the workload calls'

/** A checker that throws says nothing about the deliveries. */
function check(guarantee: Guarantee, options: unknown, evidence: Evidence): Finding {
  try {
    return guarantee.check(evidence, options)
  } catch (error) {
    return invalid(`the checker failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function invalid(summary: string): Finding {
  return { verdict: 'invalid', summary, examples: [] }
}
