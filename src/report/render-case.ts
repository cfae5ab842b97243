import type { ReproductionMetrics } from '../model/reproduction-metrics.ts'

type Shrunk = NonNullable<ReproductionMetrics['shrunk']>

/** The text of a test file that runs the smallest case of a scenario. `file`: the one that declares it, in the same folder. */
export function renderCase(name: string, file: string, shrunk: Shrunk): string {
  const { kind, case: given } = shrunk
  const { faults, ...rest } = given
  const fields = Object.entries(rest).map(([key, value]) => `  ${key}: ${literal(value)},\n`)
  const entries = faults.map((fault) => `    ${literal(fault)},\n`)
  const list = entries.length === 0 ? '[]' : `[\n${entries.join('')}  ]`
  const minimal = shrunk.minimal ? 'Nothing in it can be left out.' : 'Something in it may be left out yet.'
  return [
    `// The smallest case found in which "${oneLine(name)}" shows "${oneLine(kind)}". ${minimal}`,
    "import { onlyCase } from 'vitest-stress'",
    '',
    `onlyCase(${literal(name)}, {`,
    `${fields.join('')}  faults: ${list},`,
    '})',
    '',
    `await import(${literal(`./${file}`)})`,
    '',
  ].join('\n')
}

/** As one would write it: names without quotes where they need none, text in single ones. */
function literal(value: unknown): string {
  if (typeof value === 'string')
    return /['\\\n\r\u2028\u2029]/.test(value) ? JSON.stringify(value) : `'${value}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).map(([key, each]) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key)
    return `${name}: ${literal(each)}`
  })
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
