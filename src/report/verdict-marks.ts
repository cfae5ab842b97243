import type { Verdict } from '../model/verdict.ts'

/** Beside the word, never in its place: colours alone do not reach everybody. */
export const verdictMarks: Record<Verdict, string> = { pass: '✅', fail: '❌', invalid: '⚠️' }
