export {
  defineFault,
  type CallFault,
  type FaultCall,
  type FaultContext,
  type FaultDefinition,
  type FaultLayer,
  type FaultSite,
  type FaultSize,
  type Heal,
  type WindowFault,
} from './chaos/fault.ts'
export type {
  FaultEnd,
  FaultFilter,
  FaultSchedule,
  FaultTrigger,
  ScheduledFault,
} from './model/fault-schedule.ts'
export type { TcpProxyOptions } from './chaos/tcp/proxy-options.ts'
export { TcpProxy, type TcpProxyStats } from './chaos/tcp/tcp-proxy.ts'
export { FaultyClock, type ClockPart } from './chaos/clock/faulty-clock.ts'
export { ManagedProcess, type ProcessState } from './chaos/process/managed-process.ts'
export type { ManagedProcessOptions } from './chaos/process/process-options.ts'
export type { QueueFile, QueueFiles } from './chaos/storage/queue-files.ts'
export { UnsyncedFiles } from './chaos/storage/unsynced-files.ts'
