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
