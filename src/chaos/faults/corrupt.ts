import { count, oneOf } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'

/** The low bits of each character, so that what comes of them is still text. */
const bitsOfUnit = 7

export const corrupt = defineFault({
  kind: 'corrupt',
  summary: 'Bits of one text of the message are flipped, in a copy of it.',
  layer: 'queue',
  parameters: {
    field: oneOf(['content', 'type', 'key', 'sender']).default('content').describe('the text'),
    bits: count().default(1).describe('how many different bits; fewer, where the text is shorter'),
  },
  unsurvivable: true,
  sites: ['core.sendMessage', 'queue.enqueue'],
  apply(call, { field, bits }, { decide, fired }) {
    const { message } = call
    if (message === null) return call.proceed()
    // An empty text has no bit to flip: it comes with a character too many.
    const units = Array.from(message[field] || '\u0000', (unit) => unit.codePointAt(0)!)
    const wanted = Math.min(bits, units.length * bitsOfUnit)
    const flipped = new Set<number>()
    while (flipped.size < wanted) flipped.add(Math.floor(decide('bit') * units.length * bitsOfUnit))
    for (const bit of flipped) units[Math.floor(bit / bitsOfUnit)]! ^= 1 << (bit % bitsOfUnit)
    fired({ name: 'bits', asked: bits, seen: flipped.size })
    return call.proceed({ ...message, [field]: String.fromCodePoint(...units) })
  },
})
