import { pluginImport } from './add-import.ts'
import type { Project } from './read-project.ts'

/** The name of a new config: one that is an ES module whatever the package is. */
export function configName({ typescript, esm }: Pick<Project, 'typescript' | 'esm'>): string {
  const letter = typescript ? 't' : 'j'
  return `vitest.config.${esm ? '' : 'm'}${letter}s`
}

export const configText = [
  pluginImport,
  `import { defineConfig } from 'vitest/config'`,
  '',
  'export default defineConfig({ plugins: [stress()] })',
  '',
].join('\n')
