import { fileURLToPath } from 'node:url'
import { InputError, type Problem } from '../../foundation/problem.ts'
import {
  check,
  custom,
  longestMs,
  milliseconds,
  millisecondsFromZero,
  text,
  z,
} from '../../foundation/schema.ts'

interface OptionsOfAny {
  /** Passed on as they are; there is no shell. */
  args?: readonly string[]
  /** Beside the variables of this process, or in the place of those of the same name. */
  env?: Readonly<Record<string, string>>
  cwd?: string | URL
  /**
   * When it is ready: a line of its standard output that matches, or its first message over the channel
   * (`process.send`). Default: as soon as it runs.
   */
  ready?: RegExp | 'message'
  /** How long it may take to be ready. Default 10,000. */
  readyTimeoutMs?: number
  /** How long `stop` leaves it after SIGTERM, before SIGKILL. Default 2,000. */
  stopGraceMs?: number
}

/** A Node module, or any other program. */
export type ManagedProcessOptions = OptionsOfAny &
  (
    | { module: string | URL; execArgv?: readonly string[]; command?: never }
    | { command: string; module?: never; execArgv?: never }
  )

/** What is started, each time anew in the same way. */
export interface ProcessPlan {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string | undefined
  /** Node modules have a channel to this process. */
  readonly hasChannel: boolean
  readonly ready: RegExp | 'message' | null
  readonly readyTimeoutMs: number
  readonly stopGraceMs: number
}

const pathOrUrl = custom<string | URL>('a path or a file URL', isPathOrUrl)
const schema = z.strictObject({
  module: pathOrUrl.optional(),
  execArgv: z.array(z.string()).default([]),
  command: text('the name or path of a program').optional(),
  args: z.array(z.string()).default([]),
  env: z.record(z.string(), z.string()).default({}),
  cwd: pathOrUrl.optional(),
  ready: custom<RegExp | 'message'>(
    'a RegExp for a line of its output, or "message"',
    (value) => value instanceof RegExp || value === 'message',
  ).optional(),
  readyTimeoutMs: milliseconds().default(10_000),
  stopGraceMs: millisecondsFromZero().default(2_000),
})

/** Throws `InputError` with every problem. */
export function planProcess(options: ManagedProcessOptions): ProcessPlan {
  const checked = check(schema, options, '')
  if (!checked.ok) throw new InputError('ManagedProcess', checked.problems)
  const { module, execArgv, command, ready = null, cwd, ...rest } = checked.value
  const problems = [...oneProgram(module, command), ...channelFor(ready, module)]
  if (problems.length > 0) throw new InputError('ManagedProcess', problems)
  return {
    ...rest,
    command: command ?? process.execPath,
    args: module === undefined ? rest.args : [...execArgv, toPath(module), ...rest.args],
    cwd: cwd === undefined ? undefined : toPath(cwd),
    hasChannel: module !== undefined,
    ready,
    readyTimeoutMs: Math.min(rest.readyTimeoutMs, longestMs),
  }
}

function oneProgram(module: unknown, command: unknown): Problem[] {
  if ((module === undefined) !== (command === undefined)) return []
  const got = module === undefined ? 'neither' : 'both'
  return [{ path: 'module', expected: 'either `module` or `command`', got }]
}

function channelFor(ready: unknown, module: unknown): Problem[] {
  if (ready !== 'message' || module !== undefined) return []
  const expected = 'a RegExp: only a `module` has a channel for messages'
  return [{ path: 'ready', expected, got: '"message"' }]
}

function isPathOrUrl(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || (value instanceof URL && value.protocol === 'file:')
}

function toPath(path: string | URL): string {
  return typeof path === 'string' && !path.startsWith('file:') ? path : fileURLToPath(path)
}
