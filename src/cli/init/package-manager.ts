import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun'

const lockfiles: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
]

/** Who installs a project's packages: what its manifest says, else the nearest lockfile, in it or above; else npm. */
export function packageManagerOf(root: string, declared: unknown): PackageManager {
  const said = typeof declared === 'string' ? /^(npm|pnpm|yarn|bun)@/.exec(declared)?.[1] : undefined
  if (said !== undefined) return said as PackageManager
  for (let folder = root; ; folder = dirname(folder)) {
    const found = lockfiles.find(([name]) => existsSync(join(folder, name)))
    if (found) return found[1]
    if (dirname(folder) === folder) return 'npm'
  }
}

/** How its users run a program of an installed package. */
export const runners: Record<PackageManager, string> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn',
  bun: 'bunx',
}

/** How they add a package for development. */
export const installers: Record<PackageManager, string> = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
}
