import { constants, copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PlaceAnswer, PlaceQuestion } from '../model/wire.ts'

/** Moves what a test process has written for this package to where it may not write, or removes what is there. */
export function placeFile({ from, to, isNew }: PlaceQuestion): PlaceAnswer {
  try {
    if (from === null) rmSync(to, { force: true })
    else move(from, to, isNew)
    return { problem: null }
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    return { problem: { message, code: code ?? null } }
  }
}

/** A reader sees the whole of it, or what was there before. */
function move(from: string, to: string, isNew: boolean): void {
  mkdirSync(dirname(to), { recursive: true })
  try {
    if (isNew) return copyFileSync(from, to, constants.COPYFILE_EXCL)
    // The temporary folder may be another disk.
    const partial = `${to}.${process.pid}.partial`
    copyFileSync(from, partial)
    renameSync(partial, to)
  } finally {
    rmSync(from, { force: true })
  }
}
