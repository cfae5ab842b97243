import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { realClock } from '../../foundation/clock.ts'
import type { Problem } from '../../foundation/problem.ts'
import type { Answer, IsolationReport, QuestionId } from './answer.ts'
import { completeReport } from './complete-report.ts'
import type { ValidationReply, ValidationRequest } from './validation-request.ts'

const script = fileURLToPath(new URL('../../vitest/run-isolation-validation.js', import.meta.url))

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** Within this, all is answered, or what is missing is a no: a core that blocks its thread must not block this. */
const longestMs = 180_000

/**
 * Asks a project, in a process group of its own, of which nothing is left afterwards. What its code prints goes to stderr.
 * Rejects never: what goes wrong is a problem, or an answer.
 */
export function askProject(
  request: ValidationRequest,
): Promise<{ report: IsolationReport } | { problems: readonly Problem[] }> {
  return new Promise((resolve) => {
    const child = fork(script, [JSON.stringify(request)], {
      cwd: request.folder,
      detached: true,
      env: environment(),
      execArgv: [],
      stdio: ['ignore', 2, 2, 'ipc'],
    })
    const answers: Answer[] = []
    const unanswered = new Map<QuestionId, string>()
    const problems: Problem[] = []
    let folder: string | null = null
    let why = 'the process that was to find out ended before'
    const cancel = realClock.after(longestMs, () => {
      why = `nothing was heard within ${longestMs / 1000} s`
      endGroup(child.pid)
    })
    const end = (): void => {
      cancel()
      endGroup(child.pid)
      for (const signal of Object.keys(signals)) process.off(signal, interrupted)
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
      resolve(problems.length > 0 ? { problems } : { report: completeReport(answers, unanswered, why) })
    }
    const interrupted = (signal: NodeJS.Signals): void => {
      end()
      process.exit(signals[signal as keyof typeof signals])
    }
    for (const signal of Object.keys(signals)) process.once(signal, interrupted)
    child.on('message', (message: ValidationReply) => {
      if (message.kind === 'folder') folder = message.path
      else if (message.kind === 'answer') answers.push(message.answer)
      else if (message.kind === 'unanswered') unanswered.set(message.id, message.why)
      else problems.push(...message.problems)
    })
    child.once('error', (error) => {
      why = error.message
      end()
    })
    child.once('close', end)
  })
}

/** Asked from within a test, the child must not take itself for a worker of that Vitest. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|TINYPOOL|NODE_OPTIONS$|NODE_ENV$|TEST$|VITE_)/.test(name),
  )
  return Object.fromEntries(kept)
}

/** A thread that is blocked outlives its parent, unless the group is ended. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
