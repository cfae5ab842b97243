import { execFileSync } from 'node:child_process'

/** The first letter of what `ps` says of it: `R` or `S` runs or waits, `T` stands still; null: it is gone, or nothing but its name is left. */
export function processState(pid: number): string | null {
  try {
    const [letter] = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return letter === 'Z' ? null : (letter ?? null)
  } catch {
    return null
  }
}

/** All that this process has started and that is still there. */
export function childrenOf(pid: number): number[] {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
  return listed.flatMap((line) => {
    const [child, parent, stat, command] = line.trim().split(/\s+/)
    return Number(parent) === pid && !stat!.startsWith('Z') && command !== 'ps' ? [Number(child)] : []
  })
}
