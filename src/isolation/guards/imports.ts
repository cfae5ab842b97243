import Module from 'node:module'
import type { Attempt, Guard } from '../guard.ts'
import { findCaller } from '../find-caller.ts'
import { forgetRefused } from '../imports/forget-refused.ts'
import { guiPackages } from '../imports/gui-packages.ts'
import { hookInThread, registerHooksOf } from '../imports/hook-in-thread.ts'
import { hookOffThread, type HookedLists } from '../imports/hook-off-thread.ts'
import { ImportChains, showLocation } from '../imports/import-chains.ts'
import { gateName, placeGate } from '../imports/import-gate.ts'
import { importSite } from '../imports/import-site.ts'
import type { ImportWatch } from '../imports/import-watch.ts'
import { locationOf } from '../imports/location-of.ts'
import { moduleRules, type ModuleRules } from '../imports/module-rules.ts'
import type { Policy } from '../policy.ts'

/** Modules that must not be loaded: those the policy names, and packages that automate a desktop. */
export const imports: Guard = {
  surface: 'imports',
  install(policy, attempt) {
    const watch = watchOf(policy, attempt)
    const registerHooks = registerHooksOf(Module)
    const undo = [
      hideBuiltins(watch),
      registerHooks === null ? hookOffThread(listsOf(policy), watch) : hookInThread(registerHooks, watch),
    ]
    // Last: where hooks are in another thread they place one of their own.
    if (registerHooks !== null) undo.push(placeGate(watch.refuse))
    return () => {
      for (const each of undo) each()
    }
  },
}

function watchOf(policy: Policy, attempt: Attempt): ImportWatch {
  const chains = new ImportChains()
  const forbidden = liveRules(() => policy.forbiddenModules, guiPackages)
  const allowed = liveRules(() => policy.allow.modules, [])
  return {
    asked(child, parent) {
      if (parent !== undefined) chains.add(child, parent)
    },
    refuse(location) {
      if (forbidden()(location) === null) return
      const isAllowed = policy.strength === 'fenced' && allowed()(location) !== null
      const chain = chains.of(location)
      if (chain === null) return
      if (!isAllowed) forgetRefused(location, gateName(location))
      const callSite = siteOf(chain)
      const shown = chain.map((each) => showLocation(each, policy.root))
      attempt('import', shown.at(-1)!, isAllowed, { chain: shown, callSite })
    },
  }
}

/** As the source of the importer has it, or else the stack; the importer alone where neither tells. */
function siteOf(chain: readonly string[]): string | null {
  const [imported, importer] = [chain.at(-1)!, chain.at(-2)]
  if (importer === undefined) return null
  const called = findCaller().callSite
  return importSite(importer, imported, called) ?? (called?.startsWith(importer) ? called : importer)
}

/** The rules of a list that may be replaced by another one. */
function liveRules(list: () => readonly string[], always: readonly string[]): () => ModuleRules {
  let latest: readonly string[] | null = null
  let rules: ModuleRules
  return () => {
    const now = list()
    if (now !== latest) {
      latest = now
      rules = moduleRules([...always, ...now])
    }
    return rules
  }
}

/** null: nothing is named. The packages that are always forbidden are CommonJS, but for one that needs a child process. */
function listsOf({ strength, forbiddenModules, allow }: Policy): HookedLists | null {
  if (forbiddenModules.length === 0) return null
  const forbidden = [...guiPackages, ...forbiddenModules]
  if (strength === 'open') return { forbidden, allowed: null }
  return { forbidden, allowed: strength === 'fenced' ? allow.modules : [] }
}

/** `process.getBuiltinModule` goes past every loader. */
function hideBuiltins({ asked, refuse }: ImportWatch): () => void {
  const original = Reflect.get(process, 'getBuiltinModule') as ((id: string) => unknown) | undefined
  if (original === undefined) return () => {}
  const getBuiltinModule = (id: string): unknown => {
    if (Module.isBuiltin(id)) {
      asked(locationOf(id), findCaller().callSite?.replace(/:\d+:\d+$/, ''))
      refuse(locationOf(id))
    }
    return original(id)
  }
  Reflect.set(process, 'getBuiltinModule', getBuiltinModule)
  return () => void Reflect.set(process, 'getBuiltinModule', original)
}
