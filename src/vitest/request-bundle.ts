import { fileURLToPath } from 'node:url'
import type { BundleAnswer } from '../model/wire.ts'
import { askMain } from './ask-main.ts'
import { readStressContext } from './read-stress-context.ts'

/** Of this process, which has the tests of one file of one project. */
const bundles = new Map<string, Promise<string>>()

/**
 * The module at `url` as workers can import it: the main process, which has Vite, bundles it, once. Resolves to the URL of the
 * bundle. Rejects where that fails, or without the plugin.
 */
export function requestBundle(url: URL, project: string | null): Promise<string> {
  const known = bundles.get(url.href)
  if (known) return known
  const bundle = ask(url, project)
  bundles.set(url.href, bundle)
  // What failed may be mended by whoever made the file.
  bundle.catch(() => bundles.delete(url.href))
  return bundle
}

async function ask(url: URL, project: string | null): Promise<string> {
  const { socketPath } = readStressContext()
  if (socketPath === null)
    throw new Error(
      'a scenario with `workers` needs the plugin: `plugins: [stress()]` in the config of Vitest',
    )
  const path = fileURLToPath(url)
  const answer = await askMain<BundleAnswer>(socketPath, { type: 'bundle', path, project })
  if ('problem' in answer) throw new Error(answer.problem)
  return answer.url
}
