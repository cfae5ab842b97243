import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describeAttempt } from '../isolation/describe-attempt.ts'
import { no, yes, type Answer } from '../isolation/validation/answer.ts'
import type { IsolationMetrics } from '../model/isolation-metrics.ts'

const probe = '.vitest-stress-probe'

/**
 * Whether a sealed run wrote to an inbox, and whether it could: a write of our own to each is tried, and must be refused, since
 * no attempts from guards that do not work prove nothing.
 */
export function answerInboxes(inboxes: unknown, root: string, isolation: IsolationMetrics | null): Answer {
  if (isolation === null) return no('inboxes', 'nothing is guarded in this process')
  if (!Array.isArray(inboxes) || !inboxes.every((inbox) => typeof inbox === 'string'))
    return no('inboxes', 'the module exports no inboxes: a list of folders, empty where there are none')
  const writes = isolation.attempts.filter(({ surface }) => surface === 'files').map(describeAttempt)
  if (writes.length > 0) return no('inboxes', ...writes.slice(0, 3))
  const problems = inboxes.flatMap((inbox) => {
    if (!existsSync(resolve(root, inbox))) return [`${inbox} is not there`]
    return isRefused(resolve(root, inbox)) ? [] : [`a sealed run can write to ${inbox}`]
  })
  if (problems.length > 0) return no('inboxes', ...problems)
  const without = 'the project has none, it says; a sealed run wrote no file anywhere'
  return yes(
    'inboxes',
    ...inboxes.map((inbox) => `a write to ${inbox} was refused, and none was tried by the mock`),
    ...(inboxes.length === 0 ? [without] : []),
  )
}

function isRefused(inbox: string): boolean {
  const path = join(inbox, probe)
  try {
    writeFileSync(path, '')
    rmSync(path)
    return false
  } catch (error) {
    return ['ERR_STRESS_ISOLATION', 'ERR_ACCESS_DENIED'].includes((error as NodeJS.ErrnoException).code ?? '')
  }
}
