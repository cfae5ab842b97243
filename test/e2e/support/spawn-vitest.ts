import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Host } from './host.ts'

export interface SpawnOptions {
  /** After the command. */
  args?: string[]
  env?: Record<string, string>
  /** Other commands than `run`. */
  command?: string[]
  /** Sends this signal once the output contains `when`, or that much later. */
  signal?: { name: NodeJS.Signals; when: string; afterMs?: number }
}

export interface SpawnedRun {
  /** null: ended by a signal. */
  exitCode: number | null
  /** stdout and stderr, without colours. */
  output: string
  stdout: string
  /** Whether processes of the run outlived it. They are ended now. */
  leftRunning: boolean
}

/** Longer than any fixture takes; a run that hangs is killed, and fails its test. */
const timeLimitMs = 50_000

/** What processes that were told to end may take to do so. */
const afterlifeMs = 3_000

export const reportFile = 'report.json'

/** Runs Vitest's command line in `cwd`, in a process group of its own, so that nothing it starts can be left behind. */
export function spawnVitest(host: Host, cwd: string, options: SpawnOptions): Promise<SpawnedRun> {
  const { args = [], env = {}, command = ['run'], signal } = options
  const reporters =
    args.some((arg) => arg.startsWith('--reporter')) || command[0] !== 'run' ? [] : ownReporters
  return new Promise((resolve, reject) => {
    const child = spawn(host.node, [host.vitest, ...command, ...reporters, ...args], {
      cwd,
      env: { ...cleanEnvironment(), ...env },
      detached: true,
    })
    let [output, stdout, signalled] = ['', '', false]
    const limit = setTimeout(() => killGroup(child.pid!), timeLimitMs)
    const take = (chunk: Buffer): void => {
      output += stripColours(chunk.toString())
      if (signal && !signalled && output.includes(signal.when)) {
        signalled = true
        setTimeout(() => child.kill(signal.name), signal.afterMs ?? 0)
      }
    }
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += stripColours(chunk.toString())
      take(chunk)
    })
    child.stderr.on('data', take)
    child.on('error', reject)
    child.on('close', (exitCode) => {
      clearTimeout(limit)
      void outlives(child.pid!).then((leftRunning) => resolve({ exitCode, output, stdout, leftRunning }))
    })
  })
}

const ownReporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]

/** Whether a process of the group is there for longer than it takes to end. It is killed then. */
async function outlives(leader: number): Promise<boolean> {
  const untilMs = Date.now() + afterlifeMs
  while (groupExists(leader)) {
    if (Date.now() > untilMs) return killGroup(leader)
    await sleep(50)
  }
  return false
}

/** Zombies do not count: Vitest 5 ends before it has collected its workers, and not every container has an init. */
function groupExists(leader: number): boolean {
  try {
    process.kill(-leader, 0)
  } catch {
    return false
  }
  if (!existsSync('/proc/self/stat')) return true
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && livesIn(leader, pid))
}

function livesIn(leader: number, pid: string): boolean {
  try {
    // "pid (command) state parent group ...", and the command may contain anything.
    const [state, , group] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return Number(group) === leader && state !== 'Z' && state !== 'X'
  } catch {
    return false
  }
}

/** Whether there was anything to kill. */
function killGroup(leader: number): boolean {
  try {
    return process.kill(-leader, 'SIGKILL')
  } catch {
    return false
  }
}

/** The runner's own variables would make the spawned Vitest believe that it is a worker. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(VITEST|TINYPOOL|NODE_OPTIONS|NODE_ENV$|TEST$|VITE_|FORCE_|E2E_|CI$|CI_|GITHUB_|AI_AGENT$)/.test(
        name,
      ),
  )
  return { ...Object.fromEntries(kept), NO_COLOR: '1' }
}

function stripColours(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001B\[[0-9;?]*[A-Za-z]/g, '')
}
