export { stress } from './vitest/plugin.ts'
export type { StressPluginOptions } from './vitest/plugin-options.ts'
