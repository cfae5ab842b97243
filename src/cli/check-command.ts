import type { HistoryChecker, HistoryReport } from '../check/history/checker.ts'
import { drawProof } from '../check/history/draw-proof.ts'
import { historyCheckers } from '../check/history/history-checkers.ts'
import { mergeHistories } from '../check/history/merge-histories.ts'
import { readHistory, type ReadHistory } from '../check/history/read-history.ts'
import { formatProblem, type Problem } from '../foundation/problem.ts'
import { formatCount } from '../report/format.ts'
import type { Operation } from '../model/history.ts'
import type { Verdict } from '../model/verdict.ts'
import { unreadable, type Command, type Output } from './command.ts'
import { parseCheckArguments, type CheckArguments } from './parse-check-arguments.ts'

const exitCodes: Record<Verdict, number> = { pass: 0, fail: 1, invalid: 2 }

/** `vitest-stress check <history> --checker <name>`: judges a recorded history. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'judge a recorded history by one rule',
  help,
  async run(args, output) {
    const parsed = parseCheckArguments(args)
    if (parsed.kind === 'help') {
      output.out(help())
      return 0
    }
    if (parsed.kind === 'problems')
      return reject('vitest-stress check', parsed.problems, parsed.problems.length, output)
    return runCheck(parsed.arguments, output)
  },
}

async function runCheck(given: CheckArguments, output: Output): Promise<number> {
  const { paths, clockOffset, checker, options, draw } = given
  const histories: Operation[][] = []
  let unread = false
  for (const path of paths) {
    const history = await readOrTell(path)
    if (history.ok) histories.push(history.operations)
    else {
      unread = true
      reject(path, history.problems, history.total, output)
    }
  }
  if (unread) return unreadable
  const { verdict, ...report } = judge(checker, mergeHistories(histories, clockOffset), options)
  output.out(`${JSON.stringify({ checker: checker.name, verdict, ...report })}\n`)
  if (draw && report.proof) output.err(`${drawProof(report.proof)}\n`)
  return exitCodes[verdict]
}

async function readOrTell(path: string): Promise<ReadHistory> {
  try {
    return await readHistory(path)
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error)
    return { ok: false, problems: [{ path, expected: 'a file that can be read', got }], total: 1 }
  }
}

/** A checker that throws says nothing about the history; uncaught, the error's exit code would read as a failed check. */
function judge(checker: HistoryChecker, operations: readonly Operation[], options: unknown): HistoryReport {
  try {
    return checker.check(operations, options)
  } catch (error) {
    return { valid: 'unknown', verdict: 'invalid', proof: null, error: String(error) }
  }
}

function reject(subject: string, problems: readonly Problem[], total: number, output: Output): number {
  const lines = problems.map((problem) => `  ${formatProblem(problem)}`)
  if (total > problems.length) lines.push(`  ... and ${formatCount(total - problems.length)} more`)
  output.err(
    `${subject}: ${formatCount(total)} ${total === 1 ? 'problem' : 'problems'}\n${lines.join('\n')}\n`,
  )
  return unreadable
}

function help(): string {
  const width = Math.max(...historyCheckers.map(({ name }) => name.length))
  const lines = historyCheckers.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `Usage: vitest-stress check <history>... --checker <name> [--options '<json>'] [--draw]

Reads a history (JSON Lines, or one JSON array) and prints what the checker found as one JSON object.

  --checker <name>    which rule
  --options '<json>'  the checker's options
  --clock-offset <n>  how far the clocks of several histories may differ; what is closer overlaps
  --draw              draws the operations that prove a violation, on stderr
  --help              this text

Exit code: 0 pass, 1 fail, 2 invalid (it cannot be told), 3 an unreadable history or command line.

Checkers:
${lines.join('\n')}
`
}
