import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, totalmem, type as osType, release } from 'node:os'
import type { EnvironmentMetrics } from '../model/metrics.ts'

/** What the run ran on. */
export function readEnvironment(vitestVersion: string, root = process.cwd()): EnvironmentMetrics {
  const processors = cpus()
  return {
    node: process.version,
    vitest: vitestVersion,
    vitest_stress: ownVersion(),
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memory_bytes: totalmem(),
    os: `${osType()} ${release()} ${process.arch}`,
    commit: readCommit(root),
    ci: isSet(process.env['CI']),
  }
}

function ownVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** The commit that CI or git names; null outside of both. */
function readCommit(root: string): string | null {
  const fromCi = process.env['GITHUB_SHA'] ?? process.env['CI_COMMIT_SHA']
  if (fromCi) return fromCi
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return null
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0'
}
