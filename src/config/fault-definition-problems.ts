import { faultLayers, faultSites } from '../chaos/fault.ts'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { unknownName } from '../foundation/schema.ts'

type Given = Readonly<Record<string, unknown>>

/** What is wrong with a definition of one's own, given as `kind`. That it has a kind and does something is known. */
export function faultDefinitionProblems(definition: Given, path: string): Problem[] {
  const { layer, sites, point } = definition
  const problems: Problem[] = []
  if (!faultLayers.some((each) => each === layer))
    problems.push(unknownName(`${path}.layer`, String(layer), faultLayers, 'layer'))
  if ('sites' in definition) return [...problems, ...siteProblems(sites, `${path}.sites`)]
  const accepts = (point as { accepts?: unknown } | null | undefined)?.accepts
  if (point !== null && typeof accepts !== 'function') {
    const expected = 'null, for what acts on the process of the load itself, or { expected, accepts }'
    problems.push({ path: `${path}.point`, expected, got: renderValue(point) })
  }
  return problems
}

function siteProblems(sites: unknown, path: string): Problem[] {
  if (!Array.isArray(sites) || sites.length === 0)
    return [{ path, expected: 'a list of at least one site', got: renderValue(sites) }]
  return sites.flatMap((site, index) =>
    faultSites.some((each) => each === site)
      ? []
      : [unknownName(`${path}[${index}]`, String(site), faultSites, 'site')],
  )
}
