// The plugin in a Vitest config, and the reporter.
import { stress, type StressPluginOptions } from 'vitest-stress/plugin'
import byDefault, { StressReporter } from 'vitest-stress/reporter'
import schema from 'vitest-stress/metrics.schema.json' with { type: 'json' }
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [
    stress(),
    stress({
      include: ['load/**'],
      outputFolder: 'out',
      fileName: 'm.json',
      progress: false,
      graceMs: 1,
      seed: 1,
    }),
  ],
  test: {
    reporters: ['default', new byDefault(), new StressReporter({ outputFolder: 'x' })],
    projects: [{ plugins: [stress()] }],
  },
})

export const options: StressPluginOptions = { progress: 'plain' }
// @ts-expect-error no such way to show it
stress({ progress: 'plane' })
// @ts-expect-error no such option
stress({ outputFoldr: 'x' })
// @ts-expect-error a wrong type
stress({ seed: '1' })
export const title: string = schema.title
