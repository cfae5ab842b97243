import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { readWorkloadModule } from '../config/read-workload-module.ts'
import type { Scenario } from '../model/scenario.ts'
import { withModule } from '../run/with-module.ts'
import { mapPositions } from './map-positions.ts'
import type { AnyWorkload } from './parse-arguments.ts'

/**
 * Imports the module of a workload into this process: its bundle as Node does, where there is one, else as the test file
 * itself was: through Vite, with what that costs. Rejects where that fails, or where the module does not export what it
 * should.
 */
export async function loadModule(
  url: URL,
  bundle: string | null,
  scenario: Scenario,
): Promise<{ scenario: Scenario; workload: AnyWorkload }> {
  const path = fileURLToPath(url)
  const exports =
    bundle === null ? await vi.importActual<Record<string, unknown>>(path) : await importBundle(bundle)
  const module = readWorkloadModule(path, exports)
  return { scenario: withModule(scenario, module), workload: module.workload }
}

let imports = 0

/** Anew for each run: what a module keeps to itself is not carried over to the next one. */
async function importBundle(bundle: string): Promise<Record<string, unknown>> {
  const url = `${bundle}?run=${++imports}`
  mapPositions(url)
  return (await import(url)) as Record<string, unknown>
}
