import { AttemptLog } from './attempt-log.ts'
import { describeAttempt } from './describe-attempt.ts'
import { guards } from './guards.ts'
import { IsolationError } from './isolation-error.ts'
import { currentIsolation, keepIsolation, type Isolation } from './isolation.ts'
import { readPolicy } from './policy.ts'

/** Installs all guards in this process or thread, once, if its environment has a policy. */
export function installGuards(env: Readonly<Record<string, string | undefined>>): void {
  const policy = readPolicy(env)
  if (policy === null || currentIsolation() !== null) return
  const isolation: Isolation = { policy, log: new AttemptLog(), surfaces: {} }
  keepIsolation(isolation)
  for (const guard of guards) {
    guard.install(policy, (what, whereTo, allowed, detail) => {
      const blocked = !allowed && policy.strength !== 'open'
      const attempt = isolation.log.add(guard.surface, what, whereTo, blocked, detail?.chain ?? null)
      if (blocked) throw new IsolationError(`${policy.strength} run: ${describeAttempt(attempt)}`)
    })
    isolation.surfaces[guard.surface] = 'intercepted'
  }
}
