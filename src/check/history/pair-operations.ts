import { InputError } from '../../foundation/problem.ts'
import type { HistoryEvent, Operation } from '../../model/history.ts'
import { checkEvent } from './check-event.ts'
import { HistoryProblems } from './history-problems.ts'
import { Pairing } from './pairing.ts'

/** A history's events as operations, by the time of their invoke. Throws an InputError with everything that is wrong. */
export function pairOperations(events: readonly HistoryEvent[]): Operation[] {
  const problems = new HistoryProblems((place) => `events[${place}]`)
  const pairing = new Pairing(problems)
  events.forEach((event, place) => checkEvent(event, place, problems))
  if (problems.total === 0) {
    // Within a process time is what orders events; of equal times the one that was read first.
    const inOrder = events
      .map((event, place) => ({ event, place }))
      .sort((a, b) => a.event.time - b.event.time)
    for (const { event, place } of inOrder) pairing.add(event, place)
  }
  if (problems.total > 0) throw new InputError('history', problems.list())
  return pairing.finish()
}
