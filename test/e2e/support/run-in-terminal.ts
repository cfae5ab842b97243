import { spawn, spawnSync } from 'node:child_process'
import { host } from './run-project.ts'
import { Screen } from './screen.ts'
import { cleanEnvironment } from './spawn-vitest.ts'

export interface TerminalOptions {
  args?: string[]
  env?: Record<string, string>
  command?: string[]
  columns?: number
  /** Types `keys` once `when` has come since the last time, each in turn. */
  typing?: { when: string; keys: string }[]
}

export interface TerminalRun {
  exitCode: number | null
  /** All that came, with its codes. */
  raw: string
  /** The end, with what has scrolled away. */
  rows: string[]
  /** What stood there after each drawing of the window. */
  frames: string[][]
}

const height = 40
const timeLimitMs = 50_000

const openers: Record<string, (command: string) => [string, string[]]> = {
  script: (command) => ['script', ['-qefc', command, '/dev/null']],
  python3: (command) => [
    'python3',
    [
      '-c',
      'import os,pty,sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(["/bin/sh", "-c", sys.argv[1]])))',
      command,
    ],
  ],
}

/** What opens a terminal on this machine: util-linux's `script`, else Python; null where there is neither. */
export const terminalOpener = Object.keys(openers).find((name) => {
  const [file, args] = openers[name]!('test -t 1')
  return spawnSync(file, args, { stdio: ['ignore', 'ignore', 'ignore'] }).status === 0
})

/** Runs Vitest's command line in `cwd`, in a terminal. */
export function runInTerminal(cwd: string, options: TerminalOptions = {}): Promise<TerminalRun> {
  const { args = [], env = {}, command = ['run'], columns = 130, typing = [] } = options
  const words = [host.node, host.vitest, ...command, ...args].map((word) => `'${word}'`)
  const [file, given] = openers[terminalOpener!]!(
    `stty cols ${columns} rows ${height} && exec ${words.join(' ')}`,
  )
  const { NO_COLOR: _, ...inherited } = cleanEnvironment()
  return new Promise((resolve, reject) => {
    const child = spawn(file, given, {
      cwd,
      env: { ...inherited, TERM: 'xterm-256color', ...env },
      detached: true,
      // A terminal whose keyboard is unplugged hangs up; what is typed comes from here.
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const screen = new Screen(columns, height)
    const toType = [...typing]
    let [raw, read] = ['', 0]
    const limit = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), timeLimitMs)
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (chunk: string) => {
      raw += chunk
      screen.write(chunk)
      if (toType.length === 0 || !raw.includes(toType[0]!.when, read)) return
      child.stdin.write(toType.shift()!.keys)
      read = raw.length
    })
    child.on('error', reject)
    child.on('close', (exitCode) => {
      clearTimeout(limit)
      resolve({ exitCode, raw, rows: screen.rows, frames: screen.frames })
    })
  })
}
