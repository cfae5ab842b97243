import { installers } from './package-manager.ts'
import type { Project } from './read-project.ts'

/** The command that installs what a project lacks; null where it lacks nothing. */
export function installCommand({ vitest, vitestStress, packageManager }: Project): string | null {
  const missing = [
    ...(vitest !== null && isSupported(vitest) ? [] : ['vitest']),
    ...(vitestStress === null ? ['vitest-stress'] : []),
  ]
  return missing.length === 0 ? null : `${installers[packageManager]} ${missing.join(' ')}`
}

/** `^4.1 || ^5`, as the peer dependency says. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return (major === 4 && minor >= 1) || major === 5
}
