import type { ChosenFunction } from './chosen-function.ts'
import { sampleValue } from './sample-value.ts'
import { scenarioName } from './scenario-name.ts'

const load = `  // An open load: 20 calls start each second, by the clock, however long earlier ones take.
  load: { executor: 'constant-arrival-rate', ratePerSecond: 20, durationMs: 5_000, warmupMs: 1_000 },`

const budgets = `  // What must hold, or the test fails. On CI, three to five times of what you see here is a good limit.
  budgets: {
    latency: { p95: { maxMs: 500 } },
    successRate: { min: 1 },
  },`

/** Names that the file itself uses, and words that cannot be names of imports. */
const taken = new Set(
  `stressTest dataFrom calls iteration Parameters await break case catch class const continue debugger default delete do
else enum export extends false finally for function if implements import in instanceof interface let new null package
private protected public return static super switch this throw true try typeof var void while with yield`.split(
    /\s+/,
  ),
)

/** A first scenario that calls a function of the user's. `path` is what imports its module. */
export function scenarioText(chosen: ChosenFunction, path: string, typescript: boolean): string {
  const { exported, parameters } = chosen
  const name = scenarioName(chosen)
  const local = taken.has(name) ? `${name}ToTest` : name
  let imported = `{ ${local} }`
  if (exported === 'default') imported = local
  else if (local !== exported) imported = `{ ${exported} as ${local} }`
  const needed = parameters?.some(({ optional }) => !optional) ?? false
  const [names, context, call] = needed
    ? ['dataFrom, stressTest', '{ iteration }', `${local}(...iteration.data)`]
    : ['stressTest', '', `${local}()`]
  const unknown = parameters === null ? ', if it takes any, its arguments go in here' : ''
  const lines = [
    `import { ${names} } from 'vitest-stress'`,
    `import ${imported} from '${path}'`,
    '',
    ...(needed ? callLines(chosen, local, typescript) : []),
    `stressTest('${name}', {`,
    load,
    ...(needed ? [`  data: dataFrom(calls, { order: 'circular' }),`] : []),
    budgets,
    `}, async (${context}) => {`,
    `  // One call; it counts as failed when it throws, rejects or times out${unknown}.`,
    `  await ${call}`,
    '})',
    '',
  ]
  return lines.join('\n')
}

/** The arguments of two calls, made up from what the signature says. */
function callLines({ parameters, text }: ChosenFunction, local: string, typescript: boolean): string[] {
  const required = parameters!.slice(0, parameters!.findLastIndex(({ optional }) => !optional) + 1)
  const names = parameters!.map(({ name }) => (/^[{[]/.test(name) ? name.replaceAll(/\s+/g, ' ') : name))
  const samples = [1, 2].map((index) => {
    const values = required.map((parameter) => sampleValue(parameter, index, text))
    return `  [${values.map((value) => (typescript ? value : value.replaceAll(' as never', ''))).join(', ')}],`
  })
  return [
    `// The arguments (${names.join(', ')}) of each call, taken in turn. These are made up: put real ones here.`,
    typescript ? `const calls: Parameters<typeof ${local}>[] = [` : 'const calls = [',
    ...samples,
    ']',
    '',
  ]
}

/** A first scenario without a function of the user's: it runs as it is, and says where theirs goes. */
export function exampleText(typescript: boolean): string {
  return [
    `import { stressTest } from 'vitest-stress'`,
    '',
    '// Stands in for your own asynchronous function: import that instead, and call it below.',
    `async function work()${typescript ? ': Promise<void>' : ''} {`,
    `  await crypto.subtle.digest('SHA-256', new Uint8Array(100_000))`,
    '}',
    '',
    `stressTest('first scenario', {`,
    load,
    budgets,
    '}, async () => {',
    '  // One call; it counts as failed when it throws, rejects or times out.',
    '  await work()',
    '})',
    '',
  ].join('\n')
}
