/** One module in Vitest's module runner. */
export interface ModuleNode {
  readonly id: string
  readonly importers?: unknown
  readonly promise?: unknown
}

/** What Vitest keeps of the test file that this process runs, as far as we use it; nothing of it is promised by Vitest. */
export interface RunnerState {
  readonly testFile: string | null
  /** By id. Empty where there is no module runner, or another one. */
  readonly modules: ReadonlyMap<string, ModuleNode>
  /** Makes the runner evaluate a module again at its next import. */
  readonly forget: (node: ModuleNode) => void
}

interface Cache {
  idToModuleMap?: unknown
  invalidateModule?: unknown
}

export function runnerState(): RunnerState {
  const state = Reflect.get(globalThis, '__vitest_worker__') as
    | { filepath?: unknown; evaluatedModules?: Cache }
    | undefined
  const cache = state?.evaluatedModules
  const { idToModuleMap: modules, invalidateModule } = cache ?? {}
  return {
    testFile: typeof state?.filepath === 'string' ? state.filepath : null,
    modules: modules instanceof Map ? (modules as Map<string, ModuleNode>) : new Map(),
    forget(node) {
      if (typeof invalidateModule === 'function') Reflect.apply(invalidateModule, cache, [node])
      // It has been loaded by nobody.
      if (node.importers instanceof Set) node.importers.clear()
    },
  }
}
