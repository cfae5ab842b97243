import { locationOf } from './location-of.ts'
import { runnerState, type ModuleNode } from './runner-state.ts'

/**
 * Vitest's module runner keeps what came of an import. What was refused is to be refused, and counted, again for whoever
 * asks next: the module, its gate and all that could not be loaded for its sake are forgotten as soon as they have failed.
 */
export function forgetRefused(location: string, gate: string): void {
  // Node may ask before the runner has noted that it waits.
  queueMicrotask(() => forgetFailing(location, gate))
}

function forgetFailing(location: string, gate: string): void {
  const { modules, forget } = runnerState()
  const failing = new Set<ModuleNode>()
  for (const node of modules.values()) {
    if (node.id.includes(gate) || locationOf(node.id) === location) failing.add(node)
  }
  // A set yields what is added meanwhile.
  for (const { importers } of failing) {
    for (const id of importers instanceof Set ? (importers as Set<string>) : []) {
      const importer = modules.get(id)
      if (importer) failing.add(importer)
    }
  }
  for (const node of failing) {
    if (node.promise instanceof Promise) node.promise.catch(() => forget(node))
  }
}
