import { constants } from 'node:fs'

const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = constants
const writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND

/** Whether a file that is opened with these flags can be changed. */
export function writesWith(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & writing) !== 0
  return typeof flags === 'string' && !['r', 'rs', 'sr'].includes(flags)
}
