import type { Preset } from './presets.ts'

/** What the user gave, with what its kind adds to it, and without shorthands: `recovery: true` is one with all defaults. */
export function spellOut(given: Readonly<Record<string, unknown>>, preset: Preset): Record<string, unknown> {
  const { recovery, ...others } = given
  const drawn =
    preset.chaos && given['faults'] === undefined && given['chaos'] === undefined ? { chaos: {} } : {}
  const asked = recovery === true || (recovery === undefined && preset.chaos) ? {} : recovery
  return { ...others, ...drawn, ...(asked === undefined || asked === false ? {} : { recovery: asked }) }
}
