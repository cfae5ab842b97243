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
