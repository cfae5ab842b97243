import { constants } from 'node:fs'

const { O_RDONLY, O_RDWR, O_WRONLY, O_APPEND, O_CREAT, O_EXCL, O_TRUNC } = constants

const byName: Readonly<Record<string, number>> = {
  r: O_RDONLY,
  'r+': O_RDWR,
  w: O_WRONLY | O_CREAT | O_TRUNC,
  'w+': O_RDWR | O_CREAT | O_TRUNC,
  a: O_WRONLY | O_CREAT | O_APPEND,
  'a+': O_RDWR | O_CREAT | O_APPEND,
}

/** The flags of `open` as bits. Throws as Node does on those that it does not know. */
export function openFlags(flags: string | number): number {
  if (typeof flags === 'number') return flags
  // `s` asks for writes that are synced, which is what `sync` is for here.
  const isExclusive = flags.includes('x')
  const bits = byName[flags.replace(/[xs]/g, '')]
  if (bits === undefined)
    throw Object.assign(new TypeError(`unknown flags "${flags}"`), { code: 'ERR_INVALID_ARG_VALUE' })
  return isExclusive ? bits | O_EXCL : bits
}
