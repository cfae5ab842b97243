import { fileURLToPath } from 'node:url'

/** The project that holds the stress files, unless there is one that does. */
export const stressProjectName = 'stress'

/** Absolute, since a path in a project's settings is not resolved again. */
export const setupFile = fileURLToPath(new URL('./setup.js', import.meta.url))

const packageFolder = fileURLToPath(new URL('..', import.meta.url)).replaceAll('\\', '/')

/**
 * Keeps our own files out of Vite's module runner, where each call from module to module costs many times more. Vite
 * leaves what lies in `node_modules` alone, but not a package that is linked, or tests itself.
 */
export const externalFiles = new RegExp(packageFolder.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`))

/** Later than any project of the user's, so that nothing else runs beside a measurement. */
export const stressGroupOrder = 1_000

interface StressProjectConfig {
  extends: true
  test: {
    name: string
    include: string[]
    setupFiles: string[]
    fileParallelism: false
    sequence: { concurrent: false; groupOrder: number }
    server: { deps: { external: RegExp[] } }
  }
}

/** What is added to `test.projects`, or injected where there are none. */
export function stressProject(name: string, include: readonly string[]): StressProjectConfig {
  return {
    extends: true,
    test: {
      name,
      include: [...include],
      setupFiles: [setupFile],
      fileParallelism: false,
      sequence: { concurrent: false, groupOrder: stressGroupOrder },
      server: { deps: { external: [externalFiles] } },
    },
  }
}
