import { posix } from 'node:path'
import type { ChosenFunction } from './chosen-function.ts'

/** What a scenario's function is called: as it is exported, or as its module (or the module's folder) for a default export. */
export function scenarioName({ module, exported }: Pick<ChosenFunction, 'module' | 'exported'>): string {
  if (exported !== 'default') return exported
  const file = posix.basename(module).replace(/\.[cm]?[jt]sx?$/, '')
  const name = file === 'index' ? posix.basename(posix.dirname(module)) : file
  const joined = name.replaceAll(/\W+(\w)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')
  return /^[A-Za-z_$]/.test(joined) ? joined : 'target'
}

/** `placeOrder` as a file is called: `place-order`. */
export function fileNameOf(name: string): string {
  const kebab = name
    .replaceAll(/([a-z\d])([A-Z])|([A-Z]+)(?=[A-Z][a-z])/g, (_, a: string, b: string, c: string) =>
      c === undefined ? `${a}-${b}` : `${c}-`,
    )
    .replaceAll(/[^A-Za-z\d]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase()
  return kebab === '' ? 'first' : kebab
}
