import type { Miniature } from './miniature.ts'

/** Divides the bugs into two files of tests, which run beside each other. */
export function isAboutLossAlone({ expected }: Miniature): boolean {
  return Object.keys(expected.violations).every((guarantee) => guarantee === 'atLeastOnce')
}
