import { basename } from 'node:path'
import type { Policy } from './policy.ts'

/** Whether a fenced process may start this program, or this line of a shell, which must then be one command and no more. */
export function allowsCommand({ strength, allow }: Policy, command: readonly string[]): boolean {
  if (strength !== 'fenced') return false
  const [file = '', flag, line] = command
  const isListed = (program: string): boolean =>
    allow.commands.some((pattern) => pattern === '*' || pattern === program || pattern === basename(program))
  if (isListed(file)) return true
  const isShell = /^(sh|bash|dash|zsh|cmd\.exe)$/.test(basename(file)) && (flag === '-c' || flag === '/d')
  return (
    isShell && line !== undefined && !/[;&|`$<>\n()]/.test(line) && isListed(line.trim().split(/\s+/)[0]!)
  )
}
