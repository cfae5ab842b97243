import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TestProject, Vite, Vitest } from 'vitest/node'
import { hereInBundle } from './here-in-bundle.ts'
import { importGuard } from './import-guard.ts'
import { packagesOutside } from './packages-outside.ts'

const ofBundlers = ['module', 'browser', 'development|production', 'node']

interface BundleOrder {
  vitest: Vitest
  /** The module. */
  path: string
  /** Name of the project whose aliases count. */
  project: string | null
  /** Where the bundle is put. */
  folder: string
  /** Modules that a stress run must not import, as the plugin has them. */
  forbidden: readonly string[]
}

/**
 * Makes one module of a workload and all that it imports of the user's own, by Vite's build: TypeScript, aliases and
 * `import.meta.url` as in a test file, packages imported from where they are. In a bundle a call from module to module
 * costs a fraction of what it does in the module runner, and it takes some 100 ms. Resolves to its URL.
 */
export async function bundleModule(order: BundleOrder): Promise<string> {
  const { vitest, path, project, folder, forbidden } = order
  const { config } = projectOf(vitest, project).vite
  const vite = await viteOf(vitest)
  const name = `${randomUUID()}.mjs`
  await vite.build({
    configFile: false,
    root: config.root,
    // As in the test file: code may choose by it what it talks to.
    mode: config.mode,
    logLevel: 'silent',
    resolve: {
      alias: config.resolve.alias,
      // As Node resolves packages, since Node is to import them; with what the user has added.
      conditions: ['node', ...config.resolve.conditions.filter((each) => !ofBundlers.includes(each))],
      mainFields: [],
      extensions: config.resolve.extensions,
    },
    define: config.define ?? {},
    // Resolved, and left out as files: a name means nothing where the bundle lies.
    ssr: { noExternal: true },
    plugins: [
      packagesOutside(),
      hereInBundle(),
      { name: 'vitest-stress:imports', ...importGuard(Promise.resolve(forbidden)) },
    ],
    build: {
      ssr: path,
      outDir: folder,
      emptyOutDir: false,
      sourcemap: 'inline',
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: name, chunkFileNames: `${name}-[hash].mjs`, format: 'es' } },
    },
  })
  return pathToFileURL(join(folder, name)).href
}

function projectOf(vitest: Vitest, name: string | null): TestProject {
  return vitest.projects.find((project) => project.name === name) ?? vitest.projects[0]!
}

/** The Vite that Vitest itself uses: it is no dependency of ours. */
async function viteOf(vitest: Vitest): Promise<typeof Vite> {
  const fromRoot = createRequire(join(vitest.config.root, 'vitest.config.ts'))
  const fromVitest = createRequire(fromRoot.resolve('vitest/package.json'))
  return (await import(pathToFileURL(fromVitest.resolve('vite')).href)) as typeof Vite
}
