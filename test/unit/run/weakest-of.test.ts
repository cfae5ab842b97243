import { expect, test } from 'vitest'
import { weakestOf } from '../../../src/run/weakest-of.ts'

test('a run is watched as well as the worst of its processes', () => {
  const all = [
    { files: 'enforced', network: 'intercepted', exits: 'enforced' },
    { files: 'intercepted', network: 'enforced', exits: 'enforced' },
    { exits: 'enforced', imports: 'unguarded' },
  ] as const
  const weakest = { files: 'intercepted', network: 'intercepted', exits: 'enforced', imports: 'unguarded' }
  expect([weakestOf(all), weakestOf(all.toReversed())]).toEqual([weakest, weakest])
})
