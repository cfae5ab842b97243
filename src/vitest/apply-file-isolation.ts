import { readFileSync } from 'node:fs'
import { beforeAll } from 'vitest'
import { readFileIsolation } from '../config/read-file-isolation.ts'
import { InputError } from '../foundation/problem.ts'
import { describeAttempts } from '../isolation/describe-attempts.ts'
import { IsolationError } from '../isolation/isolation-error.ts'
import { currentIsolation, type Isolation } from '../isolation/isolation.ts'
import { readPolicy } from '../isolation/policy.ts'
import { withPaths } from './policy-of.ts'

/** Before a stress file is loaded: what it says at its top of its own isolation takes the place of what the plugin says. */
export function applyFileIsolation(file: string | undefined): void {
  const isolation = currentIsolation()
  const ofPlugin = readPolicy(process.env)
  if (isolation === null || ofPlugin === null || file === undefined) return
  isolation.log.beginFile()
  // What this returns is called after every `afterAll`, in whatever order hooks are.
  beforeAll(() => () => tellUnanswered(isolation))
  const { strength, allow, forbiddenModules, root, enforce, permissions } = ofPlugin
  Object.assign(isolation.policy, { strength, allow, forbiddenModules, permissions })
  const settings = {
    strength,
    allow: {
      hosts: [...allow.hosts],
      folders: [...allow.folders],
      modules: [...allow.modules],
      commands: [...allow.commands],
    },
    forbid: { modules: [...forbiddenModules] },
    enforce,
  }
  const said = readFileIsolation(readFileSync(file, 'utf8'), settings)
  if (said === null) return
  if (!said.ok) {
    const error = new InputError(file, said.problems)
    error.stack = `${error.name}: ${error.message}`
    throw error
  }
  Object.assign(isolation.policy, withPaths(said.value, root))
  if (!said.value.enforce) isolation.policy.permissions = []
}

/** No run is there to fail for it: then the file does. */
function tellUnanswered({ log, policy }: Isolation): void {
  const attempts = log.unanswered()
  if (attempts.length === 0) return
  const lines = describeAttempts(attempts).map((line) => `\n  ${line}`)
  const error = new IsolationError(
    `not in a ${policy.strength} file, outside of its scenarios:${lines.join('')}`,
  )
  error.stack = `${error.name}: ${error.message}`
  throw error
}
