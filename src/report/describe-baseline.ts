import type { BaselineSection } from '../model/baseline.ts'
import { formatChange } from './format-change.ts'
import { formatCount } from './format.ts'

/** What became of a baseline, as a line for a person. Pure. */
export function describeBaseline(section: BaselineSection): string {
  const { outcome, file, runs, comparison, notes } = section
  const inIt = `${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'}`
  const changes = (comparison?.metrics ?? [])
    .map(
      ({ name, ratio, outcome: found }) => `${name} ${ratio === null ? '-' : formatChange(ratio)} ${found}`,
    )
    .join(', ')
  const said = {
    written: `baseline written, ${inIt} in ${file}`,
    'not written': `baseline not written: the run did not pass`,
    kept: `beside the baseline of ${inIt}: ${changes}`,
    worse: `beside the baseline of ${inIt}: ${changes}`,
    undecided: `beside the baseline of ${inIt}: ${changes}`,
    'not comparable': `baseline not comparable: ${file}`,
    'not checked': 'baseline not checked: the run did not pass',
  }[outcome]
  return [said, ...notes].join('; ')
}
