import { fileURLToPath } from 'node:url'
import type { BundleAnswer } from '../model/wire.ts'
import { askMain } from './ask-main.ts'
import { readStressContext } from './read-stress-context.ts'

/**
 * The module at `url` as workers can import it: the main process, which has Vite, bundles it. Resolves to the URL of the
 * bundle. Rejects where that fails, or without the plugin.
 */
export async function requestBundle(url: URL, project: string | null): Promise<string> {
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
