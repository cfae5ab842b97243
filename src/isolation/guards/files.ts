import fs from 'node:fs'
import type { Change } from '../files/change.ts'
import { interceptDescriptors } from '../files/intercept-descriptors.ts'
import { interceptReports } from '../files/intercept-reports.ts'
import { interceptStores } from '../files/intercept-stores.ts'
import { pathOf } from '../files/path-of.ts'
import type { Guard } from '../guard.ts'
import { Interceptor } from '../intercept.ts'
import { isOwnPath } from '../is-own-path.ts'
import { liesIn } from '../lies-in.ts'
import { realPath, realPathOfEntry } from '../real-path.ts'
import { writesWith } from '../writes-with.ts'

/** Functions by which of their arguments is changed, as a file, or as an entry of its folder. */
const changing: Record<string, { at: readonly number[]; isEntry?: boolean }> = {
  appendFile: { at: [0] },
  chmod: { at: [0] },
  chown: { at: [0] },
  copyFile: { at: [1] },
  cp: { at: [1] },
  lchmod: { at: [0], isEntry: true },
  lchown: { at: [0], isEntry: true },
  // Both names are one file from then on: what is written to one is in the other.
  link: { at: [0, 1], isEntry: true },
  lutimes: { at: [0], isEntry: true },
  mkdir: { at: [0] },
  mkdtemp: { at: [0] },
  mkdtempDisposable: { at: [0] },
  rename: { at: [0, 1], isEntry: true },
  rm: { at: [0], isEntry: true },
  rmdir: { at: [0], isEntry: true },
  symlink: { at: [1], isEntry: true },
  truncate: { at: [0] },
  unlink: { at: [0], isEntry: true },
  utimes: { at: [0] },
  writeFile: { at: [0] },
}

const nowhere = ['/dev/null', '/dev/stdout', '/dev/stderr', String.raw`\\.\nul`]

/** All that changes files, but for what is written to a file that is open already: opening it was checked. */
export const files: Guard = {
  surface: 'files',
  install(policy, attempt) {
    const interceptor = new Interceptor()
    const change: Change = (what, given, isEntry = false) => {
      const path = pathOf(given)
      if (path === null || nowhere.includes(path)) return
      const real = isEntry ? realPathOfEntry(path) : realPath(path)
      if (isOwnPath(policy, real)) return
      attempt(what, real, policy.strength === 'fenced' && liesIn(real, policy.allow.folders))
    }
    const open = (what: string, path: unknown, flags: unknown): void => {
      if (writesWith(flags)) change(what, path)
    }
    for (const [name, { at, isEntry = false }] of Object.entries(changing)) {
      const check =
        (what: string) =>
        (_: unknown, args: unknown[]): void => {
          for (const index of at) change(what, args[index], isEntry)
        }
      interceptor.before(fs, name, check(`fs.${name}`))
      interceptor.before(fs, `${name}Sync`, check(`fs.${name}Sync`))
      interceptor.before(fs.promises, name, check(`fs.promises.${name}`), 'rejects')
    }
    interceptor.before(fs, 'open', (_, [path, flags]) => open('fs.open', path, flags))
    interceptor.before(fs, 'openSync', (_, [path, flags]) => open('fs.openSync', path, flags))
    interceptor.before(
      fs.promises,
      'open',
      (_, [path, flags]) => open('fs.promises.open', path, flags),
      'rejects',
    )
    // They open their file later, when nothing on the stack tells who asked for it.
    const stream = (what: string, path: unknown, options: unknown, usual: string): void => {
      const { fd, flags = usual } = optionsOf(options)
      if (fd == null) open(what, path, flags ?? usual)
    }
    for (const [name, flags] of [
      ['ReadStream', 'r'],
      ['WriteStream', 'w'],
    ] as const) {
      const create = `create${name}`
      interceptor.before(fs, create, (_, [path, options]) => stream(`fs.${create}`, path, options, flags))
      interceptor.beforeNew(fs, name, ([path, options]) => stream(`fs.${name}`, path, options, flags))
    }
    interceptDescriptors(interceptor, change)
    interceptReports(interceptor, change)
    interceptStores(interceptor, change)
    return () => interceptor.restore()
  },
}

function optionsOf(given: unknown): { fd?: unknown; flags?: unknown } {
  return typeof given === 'object' && given !== null ? given : {}
}
