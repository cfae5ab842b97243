import { randomUUID } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { AttemptLog } from './attempt-log.ts'
import { describeAttempt } from './describe-attempt.ts'
import { giveBack } from './give-back.ts'
import type { Attempt } from './guard.ts'
import { guards } from './guards.ts'
import { IsolationError } from './isolation-error.ts'
import { currentIsolation, keepIsolation, type Isolation } from './isolation.ts'
import { measureEnforcement } from './measure-enforcement.ts'
import { ownWorkerVariable } from './own-workers.ts'
import { readPolicy } from './policy.ts'
import { speakOfOthers } from './quiet-permissions.ts'
import { watchRefusals } from './watch-refusals.ts'

/** Installs all guards in this process or thread, once, if its environment has a policy. */
export function installGuards(env: Record<string, string | undefined>): void {
  const policy = readPolicy(env)
  if (policy === null || currentIsolation() !== null) return
  delete env[ownWorkerVariable]
  const isolation: Isolation = { policy, log: new AttemptLog(), surfaces: {}, workerMark: randomUUID() }
  keepIsolation(isolation)
  const attemptOn =
    (surface: string): Attempt =>
    (what, whereTo, allowed, detail) => {
      const blocked = !allowed && policy.strength !== 'open'
      const attempt = isolation.log.add(surface, what, whereTo, blocked, detail ?? null)
      if (blocked && attempt !== null) {
        const error = new IsolationError(
          `not in a ${policy.strength} run: ${describeAttempt({ ...attempt, count: 1 })}`,
        )
        // Of an import the stack tells who loads modules, and the place who asked for it.
        if (detail?.chain)
          error.stack = `${error.name}: ${error.message}
    at ${attempt.call_site}`
        throw error
      }
      return attempt !== null
    }
  const enforced = measureEnforcement(policy.root)
  if (enforced.size > 0) {
    speakOfOthers()
    giveBack(policy)
  }
  for (const guard of guards) {
    guard.install(policy, attemptOn(guard.surface))
    isolation.surfaces[guard.surface] = enforced.has(guard.surface) ? 'enforced' : 'intercepted'
  }
  if (enforced.size > 0) watchRefusals(attemptOn)
  // Named imports of built-ins are copies.
  syncBuiltinESMExports()
}
