import type { Problem } from '../foundation/problem.ts'
import { unknownOption, type Schema } from '../foundation/schema.ts'
import { placesOf } from '../foundation/schema-places.ts'
import { loadSchemaOf } from '../load/executor.ts'
import { executors } from '../load/executors.ts'

/**
 * Says of each option that does not exist where it stands where the option of that name does. `loadPath`: where those of a
 * load stand, which `schema` knows nothing of; null: nowhere.
 */
export function pointElsewhere(
  problems: readonly Problem[],
  schema: Schema,
  loadPath: string | null,
): Problem[] {
  return problems.map((found) => {
    const problem = { ...found }
    delete problem.elsewhere
    const name = unknownOption(problem)
    if (name === null) return problem
    const inLoads = loadPath === null ? [] : executors.flatMap((each) => placesIn(each, name, loadPath))
    const own = generic(problem.path)
    const places = leastDeep([...placesOf(name, schema), ...inLoads].filter((place) => place !== own))
    return places.length === 0 ? problem : { ...problem, elsewhere: places }
  })
}

function leastDeep(places: readonly string[]): string[] {
  const depthOf = (place: string): number => place.split('.').length
  const least = Math.min(...places.map(depthOf))
  return [...new Set(places.filter((place) => depthOf(place) === least))].slice(0, 3)
}

function placesIn(executor: (typeof executors)[number], name: string, loadPath: string): string[] {
  return placesOf(name, loadSchemaOf(executor), loadPath)
}

/** A path as places are written. */
function generic(path: string): string {
  return path.replace(/^loads\.[^.]+/, 'loads.<name>').replaceAll(/\[\d+\]/g, '[]')
}
