import type { FaultContext } from '../fault.ts'

/** What a fault of connections needs of the run. */
export type TcpFaultContext = Pick<FaultContext, 'clock' | 'decide' | 'fired'>
