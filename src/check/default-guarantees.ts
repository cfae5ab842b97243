import type { AssertedGuarantee } from '../model/asserted-guarantee.ts'
import type { Evidence } from './evidence.ts'
import type { Guarantee } from './guarantee.ts'
import { guarantees } from './guarantees.ts'
import { atLeastOnce } from './guarantees/at-least-once.ts'
import { boundedInversion } from './guarantees/bounded-inversion.ts'
import { exactlyOnce } from './guarantees/exactly-once.ts'
import { judge } from './run-checks.ts'

export interface DefaultGuarantees {
  asserted: AssertedGuarantee[]
  /** What is promised and could not be judged, for a person. */
  notes: string[]
}

/**
 * What the observed system promises of itself, as far as this run can tell: a promise that nothing put to the test is
 * not asserted by anybody, so it is told and not judged.
 */
export function defaultGuarantees(evidence: Evidence): DefaultGuarantees {
  const { capabilities, place } = evidence
  if (capabilities === null) return { asserted: [assert(atLeastOnce, {})], notes: [] }
  const asserted: AssertedGuarantee[] = []
  const notes: string[] = []
  for (const guarantee of guarantees as readonly Guarantee[]) {
    const options = guarantee.promised?.(capabilities) ?? null
    if (options === null || isContained(guarantee, capabilities.delivery)) continue
    // What takes effect late, or is tried again, comes in another order than the one in which it left the queue.
    if (place === 'deliveries' && guarantee.judgedOn === 'history') continue
    const one = assert(guarantee, options)
    const why = guarantee.judgedOn === 'history' ? judge(one, evidence).vacuous : null
    if (!why) asserted.push(one)
    else notes.push(`${one.label} is promised, and was not judged: ${why}`)
  }
  return { asserted, notes }
}

/** `exactlyOnce` says what its halves say, `priority` what an inversion bounded by 0 says. */
function isContained(guarantee: { name: string }, delivery: string | undefined): boolean {
  if (guarantee.name === boundedInversion.name) return true
  return (
    delivery === 'exactly-once' &&
    /^at(Least|Most)Once$/.test(guarantee.name) &&
    exactlyOnce.name !== guarantee.name
  )
}

function assert(guarantee: Guarantee, options: unknown): AssertedGuarantee {
  const parsed = guarantee.optionsSchema.parse(options)
  return {
    name: guarantee.name,
    label: guarantee.label?.(parsed) ?? guarantee.name,
    options: parsed,
    definition: null,
  }
}
