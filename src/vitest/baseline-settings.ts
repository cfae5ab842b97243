import type { BaselineSettings } from '../model/baseline.ts'
import type { ResolvedPluginOptions } from './plugin-options.ts'
import { readBaselineMode } from './read-baseline-mode.ts'

/** What is asked of baselines, by the environment before the plugin's option; null: nothing. */
export function baselineSettings({
  mode,
  margin,
  gated,
}: ResolvedPluginOptions['baseline']): BaselineSettings | null {
  const asked = readBaselineMode() ?? mode
  return asked === 'off' ? null : { mode: asked, margin, gated: [...gated] }
}
