import { calls } from './calls.mjs'
import { link } from './link.mjs'

export default async function chain() {
  let value = 0
  for (let call = 0; call < calls; call++) value = link(value + call)
  // Never: so that the loop is not taken for useless.
  if (value === 0.5) throw new Error('half')
}
