import type { LedgerSummary } from '../model/metrics.ts'
import type { DeliveryAccount } from './delivery-account.ts'
import type { WrongDelivery } from './ledger-proof.ts'

/** A guarantee is violated by the deliveries in these classes. */
export function violatedBy(
  account: DeliveryAccount,
  classes: readonly (keyof DeliveryAccount['examples'])[],
): { count: number; examples: string[]; wrong: WrongDelivery[] } {
  const { summary, examples } = account
  const wrong = classes
    .flatMap((kind) => examples[kind].map((example): WrongDelivery => ({ kind, example })))
    .slice(0, 8)
  return {
    count: classes.reduce((sum, name) => sum + summary[name], 0),
    examples: wrong.map(({ kind, example }) => `${kind}: ${example.text}`),
    wrong,
  }
}

const thousands = new Intl.NumberFormat('en-US')

/** `2,000 accepted, 2,000 delivered, 0 lost`: the classes named, then those that are not 0. */
export function tally(
  { summary }: DeliveryAccount,
  always: readonly (keyof DeliveryAccount['summary'])[],
): string {
  const names = Object.keys(summary) as (keyof typeof summary)[]
  const others = names.filter((name) => !untold.has(name) && summary[name] > 0 && !always.includes(name))
  return [...always, ...others]
    .map((name) => `${thousands.format(summary[name])} ${name.replace('_', '-')}${detailOf(name, summary)}`)
    .join(', ')
}

const untold: ReadonlySet<string> = new Set(['attempted', 'lost_prefix', 'lost_middle', 'lost_postfix'])

/** Where among the delivered ones what is lost had stood: ` (1 prefix, 3 postfix)`. */
function detailOf(name: string, { lost_prefix, lost_middle, lost_postfix }: LedgerSummary): string {
  if (name !== 'lost') return ''
  const parts = Object.entries({ prefix: lost_prefix, middle: lost_middle, postfix: lost_postfix })
  const shown = parts
    .filter(([, count]) => count > 0)
    .map(([place, count]) => `${thousands.format(count)} ${place}`)
  return shown.length === 0 ? '' : ` (${shown.join(', ')})`
}
