import { asMistake } from '../../foundation/mistake.ts'
import { renderValue } from '../../foundation/problem.ts'
import { currentInstruments } from './instruments.ts'

/**
 * Notes whether something held, without failing the iteration if it did not; returns `passed`. The share of each name is
 * in the metrics. Every check must hold for the run to pass, unless `budgets.checks` allows less:
 * `{ 'status is 200': { min: 0.99 } }`. At most 1,000 names. Throws `TypeError` for anything but a boolean (a promise would
 * always pass) and `Error` outside of a run.
 */
export function check(name: string, passed: boolean): boolean {
  const run = currentInstruments()
  if (run === null) throw new Error(`check("${name}") was called outside of a run`)
  if (typeof name !== 'string' || name === '')
    throw asMistake(new TypeError(`check: expected a name that is not empty, got ${renderValue(name)}`))
  if (typeof passed !== 'boolean')
    throw asMistake(new TypeError(`check("${name}"): expected true or false, got ${renderValue(passed)}`))
  run.checks.note(name, passed)
  return passed
}
