import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { readWorkloadModule } from '../config/read-workload-module.ts'
import type { Scenario } from '../model/scenario.ts'
import { withModule } from '../run/with-module.ts'
import type { AnyWorkload } from './parse-arguments.ts'

/**
 * Imports the module of a workload into this process, as the test file itself was: through Vite. Rejects where that fails,
 * or where the module does not export what it should.
 */
export async function loadModule(
  url: URL,
  scenario: Scenario,
): Promise<{ scenario: Scenario; workload: AnyWorkload }> {
  const path = fileURLToPath(url)
  const exports = await vi.importActual<Record<string, unknown>>(path)
  const module = readWorkloadModule(path, exports)
  return { scenario: withModule(scenario, module), workload: module.workload }
}
