import type { ExecutedFault } from '../model/fault-metrics.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import { describeRecovery } from './describe-recovery.ts'
import { formatCount, formatMs } from './format.ts'

/** More would bury the rest; all of them are in the metrics. */
const mostTold = 8

/** What went wrong on purpose, and whether that was so in the slowest second. Empty where nothing was to. Pure. */
export function renderFaults(metrics: ScenarioMetrics): string {
  const { faults, timeline } = metrics
  if (faults === null || faults.schedule.length === 0) return ''
  const told = faults.schedule.toSorted((a, b) => b.fired - a.fired)
  const lines = told.slice(0, mostTold).map((fault) => `  ${describe(fault)}`)
  const more = told.length - lines.length
  const rest = more > 0 ? [`  and ${formatCount(more)} more`] : []
  const recovery = describeRecovery(metrics)
  const phases = recovery === '' ? [] : [`  ${recovery}`]
  return ['Faults:', ...lines, ...rest, ...phases, ...slowestSecond(timeline)].join('\n')
}

function describe({ id, on, sites, opened_ms, healed_ms, fired }: ExecutedFault): string {
  const where = sites.length > 0 ? ` at ${sites.join(', ')}` : on === null ? '' : ` on ${on}`
  const times = fired === 0 ? 'never fired' : `fired ${formatCount(fired)} ${fired === 1 ? 'time' : 'times'}`
  if (opened_ms === null) return `${id}${where}: never opened`
  const until = healed_ms === null ? 'the end' : seconds(healed_ms)
  return `${id}${where}: open ${seconds(opened_ms)} to ${until}, ${times}`
}

function slowestSecond(timeline: ScenarioMetrics['timeline']): string[] {
  const measured = (timeline ?? []).filter(({ max_ms }) => max_ms !== null)
  if (measured.length < 2) return []
  const worst = measured.reduce((a, b) => (b.max_ms! > a.max_ms! ? b : a))
  const open = worst.faults === undefined ? 'none of them' : worst.faults.slice(0, mostTold).join(', ')
  return [`  Slowest second: ${worst.second} s (max ${formatMs(worst.max_ms)}), with ${open} open`]
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
