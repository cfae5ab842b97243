import { slopeOf, type Slope } from '../../foundation/slope-of.ts'
import type { HeapMetrics } from '../../model/isolation-metrics.ts'
import type { HeapSettings } from '../../model/leak-settings.ts'

export type HeapLook = HeapMetrics['looks'][number]

/** So much the heap of a process moves by itself while a load runs: code is compiled and thrown away, caches fill. */
const chanceBytes = 500_000
/** Of calling it growth where there is none. The fewest looks that can tell so are six, and the first does not count. */
const risk = 0.002

/** How the heap grew, in bytes an iteration. */
interface Growth extends Slope {
  /**
   * From the middle of the load to the look after the drain, without the round that grew most: what fills up and stays, or
   * drains, did not grow then, though the table of a `Map` doubles once behind a cache that is full.
   */
  late: number
}

/**
 * Whether the heap grows with the load, by what was seen of it. It does only if that is certain, whatever by how much; if it is
 * more than the limit, both over all and since the middle of the load; and more in all than a heap moves by itself.
 */
export function judgeHeap(
  looks: readonly HeapLook[],
  settings: HeapSettings,
  unable: string | null = null,
): HeapMetrics {
  const growth = unable === null ? growthOf(looks) : null
  const limit = settings.bytesPerIteration
  const [first, last] = [looks[1], looks.at(-1)]
  const iterations = first && last ? last.iterations - first.iterations : 0
  const grew = first && last ? netOf(last) - netOf(first) : 0
  const seemsToGrow = growth !== null && Math.min(growth.median, growth.late) > limit && grew > chanceBytes
  const isLeak = seemsToGrow && growth.atLeast > 0
  const trouble = isLeak
    ? null
    : (unable ?? troubleOf(looks.length, growth, seemsToGrow, iterations, settings))
  return {
    verdict: isLeak ? 'fail' : trouble === null ? 'pass' : 'invalid',
    rounds: settings.rounds,
    limit_bytes_per_iteration: limit,
    bytes_per_iteration: growth && round(growth.median),
    at_least_bytes_per_iteration: growth && round(growth.atLeast),
    late_bytes_per_iteration: growth && round(growth.late),
    trouble,
    looks: [...looks],
  }
}

const netOf = ({ heap_bytes: heap, own_bytes: own }: HeapLook): number => heap - own

const english = (value: number): string => value.toLocaleString('en-US')

const round = (value: number): number => Math.round(value * 10) / 10

/** Without the first look: until then code is compiled and things are made for good. */
function growthOf([, ...looks]: readonly HeapLook[]): Growth | null {
  const points = looks.map((look) => [look.iterations, netOf(look)] as const)
  const slope = slopeOf(points, risk)
  return slope && { ...slope, late: lateSlopeOf(points.slice(Math.floor(points.length / 2))) }
}

function lateSlopeOf(points: readonly (readonly [iterations: number, bytes: number])[]): number {
  const rounds = points.slice(1).map(([iterations, bytes], index) => {
    const [iterationsBefore, bytesBefore] = points[index]!
    return { iterations: iterations - iterationsBefore, bytes: bytes - bytesBefore }
  })
  rounds.sort((a, b) => a.bytes / a.iterations - b.bytes / b.iterations).pop()
  const sum = (of: 'iterations' | 'bytes'): number => rounds.reduce((all, each) => all + each[of], 0)
  return sum('bytes') / sum('iterations')
}

function troubleOf(
  count: number,
  growth: Growth | null,
  seemsToGrow: boolean,
  iterations: number,
  { rounds, bytesPerIteration: limit }: HeapSettings,
): string | null {
  if (growth === null)
    return `the heap was looked at ${count} of ${rounds} times, which cannot tell growth from chance`
  if (seemsToGrow)
    return `whether the heap grows is not certain, though by about ${english(Math.round(growth.median))} bytes an iteration if it does; more iterations would tell`
  if (iterations * limit >= chanceBytes) return null
  const needed = Math.ceil((chanceBytes / limit) * (rounds / (rounds - 2)))
  return `so few iterations cannot show ${english(limit)} bytes an iteration: about ${english(needed)} are needed, or a higher bytesPerIteration`
}
