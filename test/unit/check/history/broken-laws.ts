import { isDeepStrictEqual } from 'node:util'
import { fifo } from '../../../../src/check/history/fifo.ts'
import { priority } from '../../../../src/check/history/priority.ts'
import { queue } from '../../../../src/check/history/queue.ts'
import { stablePriority } from '../../../../src/check/history/stable-priority.ts'
import { totalQueue } from '../../../../src/check/history/total-queue.ts'
import { uniqueIds } from '../../../../src/check/history/unique-ids.ts'
import { accountingLaws } from './accounting-laws.ts'
import { historyOf } from './history-notation.ts'
import type { CheckByName, Law } from './law.ts'
import { orderedLaws } from './ordered-laws.ts'

export const laws: Law[] = [...orderedLaws, ...accountingLaws]

/** The checkers as they are. */
export const checkByName: CheckByName = (name, operations, options) => {
  switch (name) {
    case 'queue':
      return queue.check(operations, queue.optionsSchema.parse(options))
    case 'total-queue':
      return totalQueue.check(operations, totalQueue.optionsSchema.parse(options))
    case 'unique-ids':
      return uniqueIds.check(operations, uniqueIds.optionsSchema.parse(options))
    case 'fifo':
      return fifo.check(operations, fifo.optionsSchema.parse(options))
    case 'priority':
      return priority.check(operations, priority.optionsSchema.parse(options))
    case 'stable-priority':
      return stablePriority.check(operations, stablePriority.optionsSchema.parse(options))
  }
}

/** What `check` says about the law's history, cut down to what the law speaks of. */
export function answerTo({ checker, history, options = {}, expected, sentence }: Law, check: CheckByName) {
  const report = check(checker, history === '' ? [] : historyOf(history), options)
  const answer: Record<string, unknown> = {}
  for (const field of Object.keys(expected)) answer[field] = report[field]
  if (sentence !== undefined) answer['sentence'] = report.proof?.sentence
  return answer
}

export function demandOf({ expected, sentence }: Law): Record<string, unknown> {
  return sentence === undefined ? expected : { ...expected, sentence }
}

/** The laws that `check` breaks. */
export function brokenLaws(check: CheckByName): string[] {
  const broken = laws.filter((law) => !isDeepStrictEqual(answerTo(law, check), demandOf(law)))
  return broken.map(({ checker, name }) => `${checker}: ${name}`)
}
