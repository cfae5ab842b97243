import { presets } from '../config/presets.ts'

/** The kind that options name, though the rest of them may be wrong. */
export function kindOf(options: unknown): string {
  const kind = (options as { kind?: unknown } | null | undefined)?.kind
  return presets.find((preset) => preset.kind === kind)?.kind ?? 'standard'
}
