import type { Vitest } from 'vitest/node'
import { nameOfReporter } from './name-of-reporter.ts'

const machineReporters = new Set(['json', 'junit', 'tap', 'tap-flat', 'blob', 'html'])
const ownReporter = 'vitest-stress/reporter'

/**
 * Prints beside Vitest's own output. Where every reporter but ours writes for machines, its output may be on stdout and
 * is meant to be parsed: then ours goes to stderr. A reporter that is an object of the user's counts as one for people.
 */
export function print(vitest: Vitest, text: string, ours: readonly unknown[]): void {
  const others = vitest.config.reporters.filter(
    (reporter) => !ours.includes(reporter) && nameOfReporter(reporter) !== ownReporter,
  )
  const machine =
    others.length > 0 && others.every((reporter) => machineReporters.has(nameOfReporter(reporter)))
  if (machine) vitest.logger.error(text)
  else vitest.logger.log(text)
}
