import { lookRounds } from '../compare/look-rounds.ts'
import { roundsToTell } from '../compare/rounds-to-tell.ts'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { reservedNames } from '../model/comparison-section.ts'

/** Each takes a target of its own and a turn in each round. */
const mostVariants = 10
/** One gated metric wrongly called worse or better in 100 comparisons, at most. */
const falseAlarms = 0.01

export function variantProblems(names: readonly string[]): Problem[] {
  const problems: Problem[] = []
  if (names.length < 2 || names.length > mostVariants) {
    const got = names.length === 0 ? 'none' : `${names.length}${names.length === 1 ? ` (${names[0]!})` : ''}`
    problems.push({ path: 'variants', expected: `2 to ${mostVariants} variants, the reference first`, got })
  }
  for (const name of names) {
    const path = `variants.${name}`
    if (reservedNames.includes(name)) {
      const expected = 'a name that is no field of `comparison` in the metrics, where variants stand by name'
      problems.push({ path, expected, got: renderValue(name) })
    } else if (!/^[A-Za-z_][\w .:/-]{0,99}$/.test(name)) {
      // Names that look like a number would come first, in whatever order they are written.
      const expected =
        'a name that begins with a letter or _ and has at most 100 of these, digits, spaces and .:/-'
      problems.push({ path, expected, got: renderValue(name) })
    }
  }
  return problems
}

/** Of each variant, the options that it sets. Two that set none are the same code, and no gate could ever be missed. */
export function samenessProblems(variants: Readonly<Record<string, readonly string[]>>): Problem[] {
  const [first, ...others] = Object.keys(variants).filter((name) => variants[name]!.length === 0)
  return others.map((name) => ({
    path: `variants.${name}`,
    expected: `something of its own, a workload or a target: it is the same as ${first!}`,
    got: '{}',
  }))
}

interface Terms {
  rounds: number
  maxRounds: number
  /** How many metrics have a gate. */
  gated: number
  variants: number
}

/** Rounds that can come to nothing. */
export function roundProblems({ rounds, maxRounds, gated, variants }: Terms): Problem[] {
  const problems: Problem[] = []
  if (maxRounds < rounds) {
    const expected = `at least \`rounds\`, ${rounds}`
    problems.push({ path: 'maxRounds', expected, got: String(maxRounds) })
  }
  const figures = gated * Math.max(1, variants - 1)
  const needed = roundsToTell(figures, falseAlarms, lookRounds(rounds, maxRounds), 0)
  if (figures > 0 && rounds < needed) {
    const many = `${figures} gated ${figures === 1 ? 'figure' : 'figures'}`
    const looked = maxRounds > rounds ? ` and looks up to round ${maxRounds}` : ''
    const expected = `at least ${needed}: with ${many}${looked}, fewer decide nothing, whatever they show`
    problems.push({ path: 'rounds', expected, got: String(rounds) })
  }
  return problems
}
