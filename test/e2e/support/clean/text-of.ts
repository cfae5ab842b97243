import type { CleanFile } from './clean-file.ts'

/** A stress file of these scenarios. */
export function textOf({ strength, allow, head, scenarios }: CleanFile): string {
  const said = [`// @stress-isolation ${strength}`]
  if (allow) said.push(`// @stress-isolation-allow ${JSON.stringify(allow)}`)
  const lines = Object.entries(scenarios).map(
    ([name, rest]) => `stressTest(${JSON.stringify(name)}, ${rest})`,
  )
  return [...said, `import { stressTest } from 'vitest-stress'`, head, ...lines].join('\n')
}
