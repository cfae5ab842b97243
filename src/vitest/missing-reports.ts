import type { Part, RunStamp } from '../model/report-stamp.ts'

/** A run of Vitest as the merged reports have it. */
export interface MergedRun {
  stamp: RunStamp
  /** Labels of the files that its report holds. */
  present: readonly string[]
  /** Those with stress tests. */
  stress: readonly string[]
}

const mostNames = 5

/** What must be in a merge and is not, or is in it twice: both would give wrong figures. Pure. */
export function missingReports(runs: readonly MergedRun[]): string[] {
  const machines = new Map<string | null, MergedRun[]>()
  for (const run of runs) {
    const { machine } = run.stamp
    machines.set(machine, [...(machines.get(machine) ?? []), run])
  }
  return [
    ...missingMachines([...machines.keys()]),
    ...[...machines].flatMap(([machine, own]) => [...missingFiles(machine, own), ...rivals(machine, own)]),
  ]
}

function missingMachines(names: readonly (string | null)[]): string[] {
  const parts = names.flatMap((name) => partOf(name) ?? [])
  if (parts.length === 0) return []
  const count = Math.max(...parts.map((part) => part.count))
  const counts = new Set(parts.map((part) => part.count))
  const there = new Set(parts.map(({ index }) => index))
  const missing = oneTo(count).filter((index) => !there.has(index))
  const unnamed = names.filter((name) => partOf(name) === null)
  return [
    ...(counts.size > 1
      ? [`the machines do not agree how many they are: ${parts.map(textOf).toSorted().join(', ')}`]
      : []),
    ...missing.map((index) => `machine ${index}/${count} is missing: none of the merged reports is from it`),
    ...unnamed.map(
      (name) =>
        `a merged report is from ${name === null ? 'a machine that does not say which it is' : `"${name}"`}, the others are of ${count} machines: set VITEST_STRESS_MACHINE on each`,
    ),
  ]
}

function missingFiles(machine: string | null, runs: readonly MergedRun[]): string[] {
  const present = new Set(runs.flatMap((run) => run.present))
  const missing = [...new Set(runs.flatMap(({ stamp }) => stamp.files))].filter((file) => !present.has(file))
  if (missing.length === 0) return []
  const shards = missingShards(runs.flatMap(({ stamp }) => stamp.shard ?? []))
  const what = `${namesOf(missing)} ${missing.length === 1 ? 'is' : 'are'} in none of the merged reports`
  return [
    `${what}${machine === null ? '' : ` of machine ${machine}`}${shards.length > 0 ? `; nothing came of shard ${shards.join(', ')}` : ''}`,
  ]
}

function missingShards(shards: readonly Part[]): string[] {
  const count = Math.max(0, ...shards.map((shard) => shard.count))
  const there = new Set(shards.map(({ index }) => index))
  return oneTo(count)
    .filter((index) => !there.has(index))
    .map((index) => `${index}/${count}`)
}

/** Files of which two runs say that they are the same machine's. */
function rivals(machine: string | null, runs: readonly MergedRun[]): string[] {
  const times = new Map<string, number>()
  for (const file of runs.flatMap(({ stress }) => stress)) times.set(file, (times.get(file) ?? 0) + 1)
  const twice = [...times].filter(([, count]) => count > 1).map(([file]) => file)
  if (twice.length === 0) return []
  const most = Math.max(...times.values())
  return [
    machine === null
      ? `${namesOf(twice)} ran ${most} times, and the reports do not say on which machine: set VITEST_STRESS_MACHINE=1/${most} on the first of ${most}, and so on`
      : `${namesOf(twice)} ran ${most} times on machine ${machine}: keep one of the reports`,
  ]
}

function partOf(name: string | null): Part | null {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(name ?? '') ?? []
  return index === undefined ? null : { index: Number(index), count: Number(count) }
}

const textOf = ({ index, count }: Part): string => `${index}/${count}`

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

function namesOf(files: readonly string[]): string {
  const more = files.length - mostNames
  return files.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
