// Run by `vitest-stress init`, as a process of its own: a config is the user's code, and may print, hang or end the process.
import { resolveConfig } from 'vitest/node'
import type { InspectedConfig } from '../model/inspected-config.ts'

const [config] = process.argv.slice(2)

async function inspect(): Promise<InspectedConfig> {
  try {
    let plugins: string[] = []
    // Vitest 4 and 5 return different things; the hook is given the same by both.
    const capture = {
      name: 'vitest-stress:inspect',
      configResolved: (resolved: { plugins: readonly { name: string }[] }) => {
        plugins = resolved.plugins.map(({ name }) => name).filter((name) => name !== capture.name)
      },
    }
    await resolveConfig({ config: config!, watch: false }, { plugins: [capture] })
    return { ok: true, plugins }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}

const inspected = await inspect()
process.send!(inspected, () => process.exit())
