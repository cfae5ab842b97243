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
  const others = names.filter((name) => name !== 'attempted' && summary[name] > 0 && !always.includes(name))
  return [...always, ...others]
    .map((name) => `${thousands.format(summary[name])} ${wordsOf(name)}`)
    .join(', ')
}

function wordsOf(name: string): string {
  const [first, second] = name.split('_')
  return first === 'lost' && second !== undefined ? `of them ${second}` : name.replace('_', '-')
}
