import type { Random } from '../../../../../src/foundation/random.ts'
import type { Operation } from '../../../../../src/model/history.ts'
import { inOrder } from './operation-of.ts'

/** Makes the operation that a process performs in an interval. */
export type Choose = (from: number, to: number, process: string) => Operation

/**
 * A random history of processes that each do one thing after another, on a coarse clock so that times are often equal. A
 * process whose operation ends with an unknown outcome is replaced.
 */
export function playProcesses(
  random: Random,
  processes: readonly string[],
  steps: number,
  choose: Choose,
): Operation[] {
  const operations: Operation[] = []
  for (const name of processes) {
    let process = name
    let time = random.integer(0, 2)
    for (let step = 0; step < steps; step++) {
      if (random.integer(0, 9) === 0) continue
      const from = time + random.integer(0, 2)
      const to = from + random.integer(0, 4)
      const operation = choose(from, to, process)
      operations.push(operation)
      time = to
      if (operation.outcome === 'info') process = `${name}'${step}`
    }
  }
  return inOrder(operations)
}

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.integer(0, choices.length - 1)]!
}

/** `ok` eight times out of ten. */
export function pickOutcome(random: Random): Operation['outcome'] {
  const number = random.integer(0, 9)
  return number === 0 ? 'fail' : number === 1 ? 'info' : 'ok'
}

export function someOf<T>(random: Random, values: readonly T[], most: number): T[] {
  return Array.from({ length: random.integer(0, most) }, () => pick(random, values))
}
