import { expect, test } from 'vitest'
import { compareWithReference } from '../../property/check/history/references/compare-with-reference.ts'
import { laws } from '../../property/check/history/references/laws.ts'
import { wrongCheckers } from './wrong-checkers.ts'

const histories = 3_000

test.each(wrongCheckers.map((wrong) => ({ ...wrong, wrong })))(
  '$checker: notices that $name',
  ({ checker, wrong }) => {
    const law = laws.find((candidate) => candidate.checker.name === checker)!
    const { difference } = compareWithReference(
      law,
      histories,
      wrong.mutate((...args) => law.checker.check(...args)),
    )
    expect(difference).not.toBeNull()
  },
)

test.each(laws.map((law) => ({ name: law.checker.name, law })))(
  '$name: finds nothing wrong with a copy',
  ({ law }) => {
    const copy: typeof law.checker.check = (operations, options) => {
      return law.checker.check(
        operations.map((operation) => ({ ...operation })),
        options,
      )
    }
    expect(compareWithReference(law, histories, copy).difference).toBeNull()
  },
)
