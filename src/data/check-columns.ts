import { nearestName, renderValue } from '../foundation/problem.ts'
import type { FileProblems } from './file-problems.ts'

/** Names of columns must tell them apart, and those that `types` names must be there. */
export function checkColumns(
  columns: readonly string[],
  types: Record<string, unknown>,
  line: number | null,
  problems: FileProblems,
): void {
  for (const [index, column] of columns.entries()) {
    if (column === '' || column === '__proto__') {
      problems.add(line, `a name for column ${index + 1}`, renderValue(column))
    } else if (columns.indexOf(column) < index) {
      problems.add(line, 'names of columns that differ', `${renderValue(column)} twice`)
    }
  }
  for (const name of Object.keys(types)) {
    if (columns.includes(name)) continue
    const nearest = nearestName(name, columns)
    problems.add(line, `a column ${renderValue(name)}, which \`types\` names`, 'none', undefined, nearest)
  }
}
