import { createRequire } from 'node:module'
import type * as Undici from 'undici'
import { InputError } from '../../foundation/problem.ts'

/** Loaded when it is first needed, and at once, so that who has not installed it hears of it where the client is made. */
export function loadUndici(load: (name: string) => unknown = createRequire(import.meta.url)): typeof Undici {
  try {
    return load('undici') as typeof Undici
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    throw new InputError('httpClient', [
      {
        path: 'transport',
        expected:
          'the package undici (npm install --save-dev undici@7), which `https:`, `tls` and `dispatcher` need',
        got: 'nothing of that name',
      },
    ])
  }
}

export type { Undici }
