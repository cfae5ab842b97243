import type { FaultSite } from './fault.ts'

/** What calls of an object can be interfered with. */
export type PointKind = 'core' | 'queue' | 'consumer'

/** Something that faults act on, by the name that a schedule has for it. */
export interface FaultPoint {
  readonly name: string
  readonly value: unknown
  /** Empty for what is none of the kit's objects. */
  readonly kinds: readonly PointKind[]
}

export function kindOfSite(site: FaultSite): PointKind {
  return site.slice(0, site.indexOf('.')) as PointKind
}
