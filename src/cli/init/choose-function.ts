import { readFileSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { nearestName, renderValue, type Problem } from '../../foundation/problem.ts'
import { unknownName } from '../../foundation/schema.ts'
import type { ChosenFunction } from './chosen-function.ts'
import { findSources } from './find-sources.ts'
import { readExports, type ModuleExports } from './read-exports.ts'

/** What `<module>#<export>` names in the project, or what is wrong with it. */
export function chooseFunction(root: string, given: string): ChosenFunction | Problem[] {
  const [path = '', exported, ...more] = given.split('#')
  const shape = { path: '<function>', expected: '<module>#<export>, like src/orders.ts#placeOrder' }
  if (more.length > 0 || path === '' || exported === '') return [{ ...shape, got: renderValue(given) }]
  const file = resolve(root, path)
  const module = relative(root, file).replaceAll('\\', '/')
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return [missing(root, path, exported)]
  if (!/\.[cm]?[jt]sx?$/.test(file) || /\.d\.[cm]?ts$/.test(file))
    return [{ path: '<function>', expected: 'a module of JavaScript or TypeScript', got: renderValue(path) }]
  const text = readFileSync(file, 'utf8')
  const found = readExports(text)
  const name = exported ?? onlyFunctionOf(found)
  if (name === null) {
    const names = awaitable(found).map((each) => `${path}#${each}`)
    const expected = names.length > 0 ? `an export of it: ${names.join(', ')}` : shape.expected
    return [{ path: '<function>', expected, got: renderValue(given) }]
  }
  const wrong = exportProblem(module, name, found)
  if (wrong) return [wrong]
  const known = found.exports.find((each) => each.name === name)
  return { module, text, exported: name, parameters: known?.function?.parameters ?? null }
}

function missing(root: string, path: string, exported: string | undefined): Problem {
  const nearest = nearestName(path.replace(/^\.\//, ''), findSources(root))
  const suffix = exported === undefined ? '' : `#${exported}`
  return {
    path: '<function>',
    expected: 'a file',
    got: `${renderValue(path)}, which is none`,
    ...(nearest === undefined ? {} : { nearest: `${nearest}${suffix}` }),
  }
}

function exportProblem(module: string, name: string, { exports, open }: ModuleExports): Problem | null {
  const found = exports.find((each) => each.name === name)
  const path = `exports of ${module}`
  if (found?.kind === 'other')
    return { path, expected: 'a function that settles once', got: `"${name}", which is something else` }
  if (found || open) return null
  return unknownName(path, name, awaitable({ exports, open }), 'export')
}

function awaitable({ exports }: ModuleExports): string[] {
  return exports.filter(({ kind }) => kind !== 'other').map(({ name }) => name)
}

/** Where a module exports one asynchronous function, its name needs not be said. */
function onlyFunctionOf({ exports, open }: ModuleExports): string | null {
  const found = exports.filter((each) => each.function?.async)
  return found.length === 1 && !open ? found[0]!.name : null
}
