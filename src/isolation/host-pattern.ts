import { isOwnPath } from './is-own-path.ts'
import type { Policy } from './policy.ts'

/** Whether a fenced process may speak with this host; `port` null: with any of its ports, or it is only asked for. */
export function allowsHost({ strength, allow }: Policy, host: string, port: number | null): boolean {
  if (strength !== 'fenced') return false
  if (allow.hosts.length === 0) return isLoopback(host)
  return allow.hosts.some((pattern) => matches(pattern, host.toLowerCase(), port))
}

/** Sockets in the temporary folder are the test's own, as loopback is. */
export function allowsSocket(policy: Policy, path: string): boolean {
  const { strength, allow } = policy
  if (strength !== 'fenced') return false
  return allow.hosts.length === 0 ? isOwnPath(policy, path) : allow.hosts.includes(path)
}

export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  return /^(localhost|.*\.localhost|127(\.\d+){3}|::ffff:127(\.\d+){3}|::1|0\.0\.0\.0|::)$/.test(name)
}

function matches(pattern: string, host: string, port: number | null): boolean {
  const [, name = '', ports = '*'] =
    /^(\[.*\]|[^:]*|.*:.*:.*?)(?::(\d+|\*))?$/.exec(pattern.toLowerCase()) ?? []
  const bare = name.replace(/^\[|\]$/g, '')
  const isHost = bare === '*' || bare === host || (bare.startsWith('*.') && host.endsWith(bare.slice(1)))
  return isHost && (ports === '*' || port === null || Number(ports) === port)
}
