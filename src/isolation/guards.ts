import type { Guard } from './guard.ts'
import { imports } from './guards/imports.ts'

/** All guards, in the order in which they are installed. */
export const guards: readonly Guard[] = [imports]
