import type { Problem } from '../foundation/problem.ts'
import { renderValue } from '../foundation/problem.ts'

const exported = ['target', 'setup', 'teardown', 'observe', 'data'] as const
const ofUsers = ['beforeEachUser', 'afterEachUser'] as const

/** What cannot stand in the options where the workload is a module: it is the module's. */
export function moduleProblems(given: Readonly<Record<string, unknown>>): Problem[] {
  const set = (name: string): boolean => given[name] !== undefined
  return [
    ...exported.filter(set).map((path) => ({
      path,
      expected: `nothing beside a module: let the module export it (\`export const ${path} = ...\`)`,
      got: renderValue(given[path]),
    })),
    ...ofUsers.filter(set).map((path) => ({
      path,
      expected: 'nothing beside a module: prepare users in its `setup`',
      got: renderValue(given[path]),
    })),
  ]
}

/** Stand for what a module may export until it is loaded, so that there is time for it. */
export const moduleHooks = { target: () => undefined, setup: () => undefined, teardown: () => undefined }

export const moduleExample = `new URL('./orders.workload.ts', import.meta.url)`
