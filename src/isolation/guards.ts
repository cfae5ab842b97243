import type { Guard } from './guard.ts'

/** All guards, in the order in which they are installed. */
export const guards: readonly Guard[] = []
