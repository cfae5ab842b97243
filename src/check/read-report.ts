import { renderValue } from '../foundation/problem.ts'
import type { Verdict } from '../model/verdict.ts'
import type { HistoryReport, Proof, ProofMessage } from './history/checker.ts'

/** What counts of a report: anybody may write a checker, and what is no verdict must not pass for one. */
export interface ReadReport {
  verdict: Verdict
  proof: Proof | null
}

const verdicts: readonly unknown[] = ['pass', 'fail', 'invalid'] satisfies Verdict[]

/** Throws `TypeError` where `report` is none. A proof that is none is left out: the verdict stands without it. */
export function readReport(report: HistoryReport): ReadReport {
  const { verdict, valid, proof } = (report ?? {}) as Partial<HistoryReport>
  if (!verdicts.includes(verdict)) {
    const expected = 'it must return { verdict } with "pass", "fail" or "invalid"'
    throw new TypeError(`${expected}, got ${report instanceof Promise ? 'a promise' : renderValue(report)}`)
  }
  if (verdict === 'pass' && (valid === false || valid === 'unknown')) {
    throw new TypeError(`it returned the verdict "pass" for what it calls valid: ${renderValue(valid)}`)
  }
  return { verdict: verdict!, proof: isProof(proof) ? proof : null }
}

function isProof(proof: Partial<Proof> | null | undefined): proof is Proof {
  return (
    typeof proof === 'object' &&
    proof !== null &&
    typeof proof.sentence === 'string' &&
    Array.isArray(proof.messages) &&
    proof.messages.every(isProofMessage)
  )
}

function isProofMessage(message: Partial<ProofMessage> | null | undefined): boolean {
  if (typeof message !== 'object' || message === null) return false
  return [message.enqueue, message.dequeue].every(isInterval)
}

function isInterval(interval: unknown): boolean {
  if (interval === null) return true
  return (
    Array.isArray(interval) && interval.length === 2 && interval.every((time) => typeof time === 'number')
  )
}
