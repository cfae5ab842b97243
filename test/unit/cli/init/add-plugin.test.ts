import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { resolveConfig } from 'vitest/node'
import { addPlugin } from '../../../../src/cli/init/add-plugin.ts'
import { configForms } from './config-forms.ts'

/** Vitest is there, and of our package the name alone. */
const folder = mkdtempSync(join(tmpdir(), 'config-forms-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const packages = join(folder, 'node_modules')
mkdirSync(join(packages, 'vitest-stress'), { recursive: true })
const vitest = dirname(createRequire(import.meta.url).resolve('vitest/package.json'))
symlinkSync(vitest, join(packages, 'vitest'))
writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
writeFileSync(
  join(packages, 'vitest-stress/package.json'),
  '{"type": "module", "exports": {"./plugin": "./plugin.js"}}',
)
writeFileSync(
  join(packages, 'vitest-stress/plugin.js'),
  `export const stress = () => ({ name: 'vitest-stress' })`,
)

async function pluginsOf(text: string, index: number): Promise<string[]> {
  const config = join(folder, `vitest.config.${index}.ts`)
  writeFileSync(config, text)
  const { viteConfig } = await resolveConfig({ config, root: folder, watch: false })
  return viteConfig.plugins.map(({ name }) => name)
}

describe('addPlugin', () => {
  test.each(configForms.map(({ title, before, after }) => [title, before, after] as const))(
    '%s',
    (_, before, after) => expect(addPlugin(before)).toBe(after),
  )

  const accepted = configForms.flatMap(({ title, before, after }, index) =>
    after === null ? [] : [[title, before, after, index] as const],
  )
  test.each(accepted)(
    '%s: Vitest loads it, with the plugins it had and ours',
    async (_, before, after, index) => {
      const [had, has] = [await pluginsOf(before, index), await pluginsOf(after, index + configForms.length)]
      expect(has.toSorted()).toEqual([...had, 'vitest-stress'].toSorted())
    },
  )

  test('an edited config is not edited again', () => {
    for (const { after } of configForms) if (after !== null) expect(addPlugin(after)).toBeNull()
  })
})
