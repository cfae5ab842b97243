import type { Random } from '../../../../../src/foundation/random.ts'
import type { Operation } from '../../../../../src/model/history.ts'
import { cameOut } from './deliveries.ts'
import { dequeue, drain } from './operation-of.ts'
import { pick, pickOutcome, playProcesses, someOf } from './play-processes.ts'

interface Options {
  agents: (string | number)[]
  minJain?: number
}

export function fairnessReference(history: readonly Operation[], { agents, minJain }: Options) {
  const came = cameOut(history)
  const served = agents.map((agent) => {
    return came.filter(
      ({ op: { key, process } }) => (agents.includes(key as string) ? key : process) === agent,
    ).length
  })
  let [sum, squares] = [0, 0]
  for (const x of served) [sum, squares] = [sum + x, squares + x ** 2]
  const jain = sum === 0 ? null : Number((sum ** 2 / (agents.length * squares)).toFixed(6))
  if (minJain === undefined) return { valid: true, verdict: 'pass', jain }
  if (jain === null) return { valid: 'unknown', verdict: 'invalid', jain }
  return jain >= minJain ? { valid: true, verdict: 'pass', jain } : { valid: false, verdict: 'fail', jain }
}

export function fairnessHistory(random: Random): { history: Operation[]; options: Options } {
  const history = playProcesses(
    random,
    ['a', 'b', 'c'].slice(0, random.integer(1, 3)),
    random.integer(0, 6),
    (from, to, process) => {
      const fields = {
        process,
        outcome: pickOutcome(random),
        key: pick(random, [undefined, 'a', 'b', 3, 'x']),
      }
      if (random.integer(0, 3) > 0) return dequeue(pick(random, [1, 2, null]), from, to, fields)
      return drain(someOf(random, [1, 2], 3), from, to, fields)
    },
  )
  const agents = [['a', 'b'], ['a', 'b', 3], ['b'], ['a', 'b', 'c', 3, 'd']][random.integer(0, 3)]!
  return {
    history,
    options: { agents, ...(random.integer(0, 1) === 0 ? {} : { minJain: pick(random, [0.5, 0.8, 0.9, 1]) }) },
  }
}
