import { expect, test } from 'vitest'
import { compareWithReference } from './references/compare-with-reference.ts'
import { laws } from './references/laws.ts'

const histories = Number(process.env.HISTORIES ?? 3_000)

test.each(laws.map((law) => ({ name: law.checker.name, law })))(
  `$name agrees with its reference on ${histories} random histories`,
  ({ name, law }) => {
    const { difference, verdicts } = compareWithReference(law, histories)
    if (process.env.HISTORIES) process.stderr.write(`${name}: ${JSON.stringify(verdicts)}\n`)
    expect(difference).toBeNull()
    // A comparison in which one verdict hardly occurs would show little.
    expect(Math.min(verdicts.pass!, verdicts.fail!)).toBeGreaterThan(histories / 50)
  },
)
