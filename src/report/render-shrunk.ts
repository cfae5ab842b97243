import type { ScenarioMetrics } from '../model/metrics.ts'
import { formatCount } from './format.ts'

/** The smallest case that was found, in a few lines; empty where none was looked for. Pure. */
export function renderShrunk({ reproduction }: ScenarioMetrics): string {
  const shrunk = reproduction?.shrunk ?? null
  if (shrunk === null) return ''
  const { kind, runs, minimal, iterations, case: given, file } = shrunk
  const count = (number: number, noun: string): string =>
    `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`
  const size = [
    count(given.faults.length, 'fault'),
    ...(iterations === null ? [] : [count(iterations, 'iteration')]),
  ].join(' and ')
  const proof = minimal
    ? 'without any one of them it is gone'
    : 'there was no time or run left to show that it takes all of them'
  const where = file === null ? [] : [`  Written to ${file}`]
  return [`Smallest case of "${kind}": ${size}; ${proof} (${count(runs, 'run')})`, ...where].join('\n')
}
