import { resolve } from 'node:path'
import type { SummaryTarget } from '../report/write-summary.ts'
import type { ResolvedPluginOptions } from './plugin-options.ts'

/** Where the summary goes; null for nowhere. */
export function summaryTarget(summary: ResolvedPluginOptions['summary'], root: string): SummaryTarget | null {
  if (summary === false) return null
  if (summary !== 'auto') return { path: resolve(root, summary), append: false }
  const path = process.env['GITHUB_STEP_SUMMARY']
  return path ? { path, append: true } : null
}
