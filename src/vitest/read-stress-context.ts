import { inject } from 'vitest'
import { drawSeed } from '../foundation/draw-seed.ts'
import type { StressContext } from '../model/wire.ts'
import { baselineSettings } from './baseline-settings.ts'
import { defaultPluginOptions } from './default-plugin-options.ts'
import { readReplay } from './read-replay.ts'
import { readSeed } from './read-seed.ts'
import { readTwice } from './read-twice.ts'

const defaultGraceMs = 5_000
let alone: StressContext | undefined

/** What the plugin provided. Without a plugin, what a process can tell by itself: the run works, unwatched. */
export function readStressContext(): StressContext {
  const provided = inject('vitest-stress') as StressContext | undefined
  if (provided) return provided
  alone ??= {
    socketPath: null,
    seed: readSeed() ?? drawSeed(),
    root: process.cwd(),
    graceMs: defaultGraceMs,
    baseline: baselineSettings(defaultPluginOptions.baseline),
    replay: readReplay(),
    twice: readTwice(),
  }
  return alone
}
