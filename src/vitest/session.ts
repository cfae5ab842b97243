import type { TestProject, Vitest } from 'vitest/node'
import { drawSeed } from '../foundation/draw-seed.ts'
import type { ReplayOrder } from '../model/scenario-case.ts'
import type { StressContext } from '../model/wire.ts'
import { baselineSettings } from './baseline-settings.ts'
import { Hub } from './hub.ts'
import type { ResolvedPluginOptions } from './plugin-options.ts'
import { readMachine } from './read-machine.ts'
import { readReplay } from './read-replay.ts'
import { readSeed } from './read-seed.ts'
import { readTwice } from './read-twice.ts'

/** What belongs to one instance of Vitest, however many plugins and reporters of ours it has. */
export interface StressSession {
  readonly hub: Hub
  readonly options: ResolvedPluginOptions
  readonly seed: number
  /** The run that is to be had again; null: whatever there is runs. */
  readonly replay: ReplayOrder | null
  /** Each stress test runs twice. */
  readonly twice: boolean
  /** Of the hub, once it listens. */
  socketPath: string | null
  /** Which of several machines that run the same files; null for one alone. */
  readonly machine: string | null
  /** Projects that hold stress files; each with what was set for it, once that is done. */
  readonly projects: Map<TestProject, string>
  /** Projects that a plugin has dealt with. */
  readonly seen: Set<TestProject>
  /** Names given to projects that are about to be made. */
  readonly names: Set<string>
  /** The reporter that writes; any other one of ours stays silent. */
  reporter: object | null
  /** The reporter that marks reports for a merge, where there are any. */
  marker: object | null
  /** Whether it was said that runs go unwatched. */
  warned: boolean
}

// Registered, and on the instance: a reporter given by path is loaded through Vite, so it has modules of its own.
const sessionKey: unique symbol = Symbol.for('vitest-stress.session')

/** The session of `vitest`; begun by whoever asks first, with its options. */
export function sessionOf(vitest: Vitest, options: ResolvedPluginOptions): StressSession {
  const host = vitest as Vitest & { [sessionKey]?: StressSession }
  if (host[sessionKey]) return host[sessionKey]
  const hub = new Hub()
  hub.onBundle = async (path, project, folder) => {
    const { bundleModule } = await import('./bundle-module.ts')
    return bundleModule({ vitest, path, project, folder, forbidden: options.isolation.forbid.modules })
  }
  const seed = readSeed() ?? options.seed ?? drawSeed()
  const session: StressSession = {
    hub,
    options,
    seed,
    replay: readReplay(),
    twice: readTwice(),
    socketPath: null,
    machine: vitest.config.mergeReports ? null : readMachine(labelOf(vitest)),
    projects: new Map(),
    seen: new Set(),
    names: new Set(),
    reporter: null,
    marker: null,
    warned: false,
  }
  Object.defineProperty(host, sessionKey, { value: session, enumerable: false, configurable: true })
  vitest.onClose(() => hub.close())
  return session
}

/** The session of `vitest`; null: no plugin has begun one. */
export function sessionIn(vitest: Vitest): StressSession | null {
  return (vitest as Vitest & { [sessionKey]?: StressSession })[sessionKey] ?? null
}

/** Vitest 4 has no labels. */
function labelOf({ config }: Vitest): string | undefined {
  return (config as { mergeReportsLabel?: string }).mergeReportsLabel
}

/** What test processes need to know. */
export async function contextOf(session: StressSession, vitest: Vitest): Promise<StressContext> {
  const { hub, options, seed, replay } = session
  const { root } = vitest.config
  const baseline = baselineSettings(options.baseline)
  session.socketPath = await hub.listen()
  return {
    socketPath: session.socketPath,
    seed,
    root,
    graceMs: options.graceMs,
    baseline,
    replay,
    twice: session.twice,
  }
}
