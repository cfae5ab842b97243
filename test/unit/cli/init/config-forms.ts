/** A config as people have them, and what it is with the plugin added; null: it is left to a person. */
export interface ConfigForm {
  title: string
  before: string
  after: string | null
}

const own = `import { stress } from 'vitest-stress/plugin'\n`
const vitest = `import { defineConfig } from 'vitest/config'\n`
const named = `const other = () => ({ name: 'other' })\n`

const form = (title: string, before: string, after: string | null): ConfigForm => ({ title, before, after })
const left = (title: string, before: string): ConfigForm => ({ title, before, after: null })

export const configForms: readonly ConfigForm[] = [
  form(
    'an empty object',
    `${vitest}export default defineConfig({})\n`,
    `${own}${vitest}export default defineConfig({ plugins: [stress()] })\n`,
  ),
  form(
    'without plugins, on lines',
    `${vitest}\nexport default defineConfig({\n  test: {\n    globals: true,\n  },\n})\n`,
    `${own}${vitest}\nexport default defineConfig({\n  plugins: [stress()],\n  test: {\n    globals: true,\n  },\n})\n`,
  ),
  form(
    'without plugins, on one line',
    `${vitest}export default defineConfig({ test: { globals: true } })\n`,
    `${own}${vitest}export default defineConfig({ plugins: [stress()], test: { globals: true } })\n`,
  ),
  form(
    'with a list of plugins',
    `${vitest}${named}export default defineConfig({ plugins: [other()], test: {} })\n`,
    `${own}${vitest}${named}export default defineConfig({ plugins: [other(), stress()], test: {} })\n`,
  ),
  form(
    'a list on lines, with a comma at its end, tabs, semicolons and double quotes',
    `import { defineConfig } from "vitest/config";\n${named}export default defineConfig({\n\tplugins: [\n\t\tother(),\n\t],\n});\n`,
    `import { stress } from "vitest-stress/plugin";\nimport { defineConfig } from "vitest/config";\n${named}export default defineConfig({\n\tplugins: [\n\t\tother(),\n\t\tstress(),\n\t],\n});\n`,
  ),
  form(
    'a list on lines, without a comma at its end',
    `${vitest}${named}export default defineConfig({\n  plugins: [\n    other() // the other one\n  ]\n})\n`,
    `${own}${vitest}${named}export default defineConfig({\n  plugins: [\n    other(),\n    stress() // the other one\n  ]\n})\n`,
  ),
  form(
    'an empty list',
    `${vitest}export default defineConfig({ plugins: [] })\n`,
    `${own}${vitest}export default defineConfig({ plugins: [stress()] })\n`,
  ),
  form(
    'a plain object, without an import',
    `// of the tests\nexport default {\n  test: {},\n}\n`,
    `// of the tests\n${own}\nexport default {\n  plugins: [stress()],\n  test: {},\n}\n`,
  ),
  form(
    'a plain object that says what it is',
    `/// <reference types="vitest/config" />\nimport type { UserConfig } from 'vitest/config'\n\nexport default { test: {} } satisfies UserConfig\n`,
    `/// <reference types="vitest/config" />\n${own}import type { UserConfig } from 'vitest/config'\n\nexport default { plugins: [stress()], test: {} } satisfies UserConfig\n`,
  ),
  form(
    'a function that returns the object',
    `${vitest}export default defineConfig(({ mode }) => ({\n  define: { MODE: JSON.stringify(mode) },\n}))\n`,
    `${own}${vitest}export default defineConfig(({ mode }) => ({\n  plugins: [stress()],\n  define: { MODE: JSON.stringify(mode) },\n}))\n`,
  ),
  form(
    'an asynchronous function with a block that only returns',
    `${vitest}export default defineConfig(async () => {\n  return {\n    test: {},\n  }\n})\n`,
    `${own}${vitest}export default defineConfig(async () => {\n  return {\n    plugins: [stress()],\n    test: {},\n  }\n})\n`,
  ),
  form(
    'a constant that is exported',
    `import { defineConfig, type ViteUserConfig } from 'vitest/config'\nconst config: ViteUserConfig = { test: {} }\nexport default defineConfig(config)\nvoid 0\n`,
    null,
  ),
  form(
    'a constant that is the default export',
    `${vitest}const config = defineConfig({\n  test: {},\n})\n\nexport default config\n`,
    `${own}${vitest}const config = defineConfig({\n  plugins: [stress()],\n  test: {},\n})\n\nexport default config\n`,
  ),
  form(
    'brackets, quotes and slashes in strings, templates, comments and patterns',
    `${vitest}export default defineConfig({\n  // plugins: [not this one(\n  define: { A: '"}]"', B: \`'\${'}'}'\`, C: String(/["'{[/]/.test('x')) },\n  /* plugins: [ */ test: {},\n})\n`,
    `${own}${vitest}export default defineConfig({\n  plugins: [stress()],\n  // plugins: [not this one(\n  define: { A: '"}]"', B: \`'\${'}'}'\`, C: String(/["'{[/]/.test('x')) },\n  /* plugins: [ */ test: {},\n})\n`,
  ),
  form(
    'plugins of a project are not those of the config',
    `${vitest}${named}export default defineConfig({\n  test: { projects: [{ plugins: [other()], test: { name: 'unit' } }] },\n})\n`,
    `${own}${vitest}${named}export default defineConfig({\n  plugins: [stress()],\n  test: { projects: [{ plugins: [other()], test: { name: 'unit' } }] },\n})\n`,
  ),
  form(
    'line ends of Windows',
    `${vitest}\r\nexport default defineConfig({\r\n  test: {},\r\n})\r\n`.replaceAll(/(?<!\r)\n/g, '\r\n'),
    `${own}${vitest}\r\nexport default defineConfig({\r\n  plugins: [stress()],\r\n  test: {},\r\n})\r\n`.replaceAll(
      /(?<!\r)\n/g,
      '\r\n',
    ),
  ),
  form(
    'an import over several lines, and a quoted key',
    `import {\n  defineConfig,\n} from 'vitest/config'\n${named}export default defineConfig({ 'plugins': [[other()]] })\n`,
    `${own}import {\n  defineConfig,\n} from 'vitest/config'\n${named}export default defineConfig({ 'plugins': [[other()], stress()] })\n`,
  ),
  form(
    'something is spread in beside a list',
    `${vitest}${named}const base = { test: {} }\nexport default defineConfig({ ...base, plugins: [other()] })\n`,
    `${own}${vitest}${named}const base = { test: {} }\nexport default defineConfig({ ...base, plugins: [other(), stress()] })\n`,
  ),
  left(
    'something is spread in, which may have plugins',
    `${vitest}const base = {}\nexport default defineConfig({ ...base, test: {} })\n`,
  ),
  left(
    'a list that is made elsewhere',
    `${vitest}const plugins = []\nexport default defineConfig({ plugins })\n`,
  ),
  left(
    'a list that is chosen',
    `${vitest}export default defineConfig({ plugins: process.env.CI ? [] : [] })\n`,
  ),
  left(
    'a list that is filtered',
    `${vitest}export default defineConfig({ plugins: [false].filter(Boolean) })\n`,
  ),
  left('two lists', `${vitest}export default defineConfig({ plugins: [], plugins: [] })\n`),
  left(
    'merged configs',
    `import { mergeConfig } from 'vitest/config'\nexport default mergeConfig({}, { test: {} })\n`,
  ),
  left(
    'a function with more than a return',
    `${vitest}export default defineConfig(() => {\n  const a = 1\n  return { define: { a } }\n})\n`,
  ),
  left(
    'a function that returns one of two',
    `${vitest}export default defineConfig(() => {\n  return { a: 1 }\n  return { b: 1 }\n})\n`,
  ),
  left('a choice of objects', `export default process.env.CI ? { test: {} } : {}\n`),
  left('an object, or another', `export default { test: {} } && {}\n`),
  left(
    'a constant that is changed later',
    `const config = { test: {} }\nconfig.plugins = []\nexport default config\n`,
  ),
  left('CommonJS', `module.exports = { test: {} }\n`),
  left('the plugin is in it', `${own}export default { plugins: [stress()] }\n`),
  left('the name is taken', `const stress = 1\nexport default { define: { stress } }\n`),
  left(
    'a config of another kind',
    `import { defineProject } from 'vitest/config'\nexport default defineProject({ test: {} })\n`,
  ),
  left('no config at all', `const a = 1\n`),
  left('brackets that do not match', `export default { test: {]} }\n`),
]
