import { presets, type Preset } from './presets.ts'

/** The defaults that the options ask for; those of the first kind, where they ask for none that there is. */
export function presetOf(input: unknown): Preset {
  const kind = (input as { kind?: unknown } | null | undefined)?.kind
  return presets.find((preset) => preset.kind === kind) ?? presets[0]
}
