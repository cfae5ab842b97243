import { test } from 'vitest'
import { checkInjection, sendThrough } from '../conformance/check-injection.ts'
import type { IsolationModule } from '../conformance/isolation-module.ts'
import { openCore } from '../conformance/open-core.ts'
import { realClock } from '../foundation/clock.ts'
import { describeAttempt } from '../isolation/describe-attempt.ts'
import { no, yes, type Answer } from '../isolation/validation/answer.ts'
import type { IsolationMetrics } from '../model/isolation-metrics.ts'
import { watchIsolation } from '../run/watch-isolation.ts'
import { answerInboxes } from './answer-inboxes.ts'
import { leaveAnswers } from './leave-answers.ts'

const timeoutMs = 60_000
const shown = 3

/** Registers the test that runs the mock in a sealed process, and holds against each other what it should do and what it did. */
export function answerSealed(load: () => Promise<IsolationModule>, root: string): void {
  test('sealed', { timeout: timeoutMs }, async ({ task }) => {
    const end = watchIsolation('sealed')
    const loaded = await load().catch((error: unknown) => error as Error)
    const module: IsolationModule = loaded instanceof Error ? {} : loaded
    const injection = await answerInjection(module)
    const run = await runMock(module)
    const isolation = end(null)
    const problems =
      loaded instanceof Error
        ? [`the module cannot be loaded in a sealed run: ${loaded.message}`]
        : run.problems
    const mock = answerMock(run.sent, problems, isolation)
    leaveAnswers(task, [injection, mock, answerInboxes(module.inboxes, root, isolation)])
  })
}

async function answerInjection({ processor }: IsolationModule): Promise<Answer> {
  if (typeof processor !== 'function')
    return no('injection', 'the module exports no function processor, which makes one around a core')
  const { isUsed, evidence } = await checkInjection(processor, realClock)
  return (isUsed ? yes : no)('injection', ...evidence)
}

async function runMock({
  mockCore,
  processor,
}: IsolationModule): Promise<{ sent: number; problems: readonly string[] }> {
  if (typeof mockCore !== 'function' || typeof processor !== 'function')
    return { sent: 0, problems: ['the module exports no mockCore, or no processor around it'] }
  try {
    const { core, close } = await openCore(mockCore)
    const { messages, problems } = await sendThrough(processor, core, realClock)
    await close()
    return { sent: messages.length, problems }
  } catch (error) {
    return { sent: 0, problems: [error instanceof Error ? error.message : String(error)] }
  }
}

function answerMock(sent: number, problems: readonly string[], isolation: IsolationMetrics | null): Answer {
  if (isolation === null) return no('mock', 'nothing is guarded in this process')
  const { attempts, surfaces } = isolation
  const open = Object.keys(surfaces).filter((surface) => surfaces[surface] === 'unguarded')
  const found = [
    ...problems,
    ...attempts.slice(0, shown).map(describeAttempt),
    ...open.map((surface) => `${surface}: not guarded in this version of Node`),
  ]
  if (found.length > 0) return no('mock', ...found)
  return yes(
    'mock',
    `${sent} messages in a sealed run, and no attempt on ${Object.keys(surfaces).join(', ')}`,
  )
}
