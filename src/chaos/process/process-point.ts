import { ManagedProcess } from './managed-process.ts'

/** What the faults of processes act on. */
export const processPoint = {
  expected: 'a ManagedProcess',
  accepts: (value: unknown): value is ManagedProcess => value instanceof ManagedProcess,
}
