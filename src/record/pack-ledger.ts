import { deliveriesOf, entryBits } from './entry-bits.ts'
import type { Ledger } from './ledger.ts'
import { Names } from './names.ts'

/** What a ledger knows, to be sent from worker to worker: about 16 bytes for each message and inbox. */
export interface PackedLedger {
  names: string[]
  /** Four numbers each: producer and inbox as places in `names`, sequence, entry. */
  rows: Uint32Array
  /** Of messages that their sender knows by an id alone: that id, by the number of the row. */
  ids: Map<number, string>
  reused: number
  unaccountable: number
}

const width = 4

/** `idOf`: what the sender of a message calls it, where that is not (producer, sequence); otherwise null. */
export function packLedger(
  ledger: Ledger,
  idOf: (producer: string, sequence: number) => string | null,
): PackedLedger {
  const names = new Names()
  const ids = new Map<number, string>()
  let rows = new Uint32Array(1024 * width)
  let count = 0
  ledger.forEach((producer, sequence, inbox, entry) => {
    if (count * width === rows.length) rows = doubled(rows)
    rows.set([names.numberOf(producer), names.numberOf(inbox), sequence, entry], count * width)
    const id = idOf(producer, sequence)
    if (id !== null) ids.set(count, id)
    count++
  })
  return {
    names: names.all,
    rows: rows.slice(0, count * width),
    ids,
    reused: ledger.reused,
    unaccountable: ledger.unaccountable,
  }
}

/**
 * Tells `ledger` what a worker saw. What one worker sent and another received is one message; two that were sent under one
 * identity are `reused`, and then nothing passes. `numberOf`: one number for each id, whichever worker saw it.
 */
export function absorbLedger(ledger: Ledger, packed: PackedLedger, numberOf: (id: string) => number): void {
  const { names, rows, ids } = packed
  for (let row = 0; row * width < rows.length; row++) {
    const [producer, inbox, sequence, entry] = rows.subarray(row * width, (row + 1) * width)
    const id = ids.get(row)
    const message = { producer: names[producer!]!, sequence: id === undefined ? sequence! : numberOf(id) }
    const to = [names[inbox!]!]
    if (entry! & entryBits.attempted) ledger.enqueueInvoked(message, to)
    if (entry! & entryBits.refused) ledger.enqueueFailed(message, to)
    if (entry! & entryBits.accepted) ledger.enqueueOk(message, to)
    if (entry! & entryBits.deadLettered) ledger.deadLettered(message, to[0]!)
    for (let left = deliveriesOf(entry!); left > 0; left--) ledger.delivered(message, to[0]!)
  }
  ledger.reused += packed.reused
  ledger.unaccountable += packed.unaccountable
}

function doubled(rows: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(rows.length * 2)
  grown.set(rows)
  return grown
}
