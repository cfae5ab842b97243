import type { TestProject } from 'vitest/node'

/** Private to Vitest: how each project searches for its files. */
interface Searching {
  globFiles?: (include: string[], exclude: string[], folder: string) => Promise<string[]>
}

/**
 * Whether a stress project beside `project` would have files, or may come to have some: a project takes as long to make as all
 * else of the plugin. Vitest's own search is asked, so that it finds now what it would find then; in doubt, yes.
 */
export async function mayHoldStressFiles(
  project: TestProject,
  include: readonly string[],
  exclude: readonly string[],
): Promise<boolean> {
  const { config } = project.vitest
  if (config.watch || config.standalone || config.ui || config.mergeReports) return true
  const searching = project as unknown as Searching
  // Another Vitest may want to be asked otherwise, and would find nothing.
  if (searching.globFiles?.length !== 3) return true
  const { dir, root } = project.config
  try {
    const found = await searching.globFiles([...include], [...exclude], dir || root)
    return found.length > 0
  } catch {
    return true
  }
}
