import { onlyOf, type runProcessor, type runQueue } from './support.ts'

export type Processed = Awaited<ReturnType<typeof runProcessor>>
export type Queued = Awaited<ReturnType<typeof runQueue>>

/** A fault, how often it is to fire, and what then must be seen of it elsewhere. */
export interface Row<Run> {
  fault: { kind: string; [option: string]: unknown }
  site: string
  fired: number
  shows: (run: Run) => void
}

export const ledgerOf = ({ metrics }: Pick<Processed, 'metrics'>) => metrics.guarantees!.ledger!
export const sizeOf = ({ metrics }: Pick<Processed, 'metrics'>, name: string) =>
  onlyOf(metrics.faults).sizes[name]
export const size = (value: number, count = 1) => ({ count, asked: [value, value], seen: [value, value] })
export const failuresOf = ({ metrics }: Pick<Processed, 'metrics'>) =>
  Object.fromEntries(metrics.failures!.map(({ reason, count }) => [reason, count]))
