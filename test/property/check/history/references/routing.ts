import type { Random } from '../../../../../src/foundation/random.ts'
import type { Operation } from '../../../../../src/model/history.ts'
import { cameOut, distinct, sortBy } from './deliveries.ts'
import { dequeue, drain, enqueue } from './operation-of.ts'
import { pick, pickOutcome, playProcesses, someOf } from './play-processes.ts'

type Agent = string | number

interface Options {
  agents?: Agent[]
  exclusiveInbox: boolean
}

export function routingReference(history: readonly Operation[], { agents, exclusiveInbox }: Options) {
  const came = cameOut(history)
  const sent = history.filter(({ f }) => f === 'enqueue')
  const inboxesFor = (attempts: readonly Operation[]): Agent[] =>
    attempts.flatMap(({ key }) => (key === undefined ? [] : key === '*' ? (agents ?? []) : [key]))
  const misrouted: { value: unknown; to: Agent; got: Agent }[] = []
  const missing: { value: unknown; agent: Agent }[] = []
  const duplicated: { value: unknown; agent: Agent; count: number }[] = []
  const tornBroadcast: unknown[] = []
  for (const value of distinct(sent.map(({ input }) => input))) {
    const attempts = sent.filter(({ input }) => input === value)
    const live = inboxesFor(attempts.filter(({ outcome }) => outcome !== 'fail'))
    const meant = live.length > 0 ? live : inboxesFor(attempts.slice(0, 1))
    const vague = attempts.some(({ key }) => key === undefined || (key === '*' && !agents))
    const read = came
      .filter((one) => one.value === value && one.op.key !== undefined)
      .map(({ op }) => op.key!)
    for (const inbox of distinct(read)) {
      if (!meant.includes(inbox) && !vague) misrouted.push({ value, to: attempts[0]!.key!, got: inbox })
      const count = read.filter((other) => other === inbox).length
      if (count > 1) duplicated.push({ value, agent: inbox, count })
    }
    for (const agent of distinct(inboxesFor(attempts.filter(({ outcome }) => outcome === 'ok')))) {
      if (!read.includes(agent)) missing.push({ value, agent })
    }
    if (!agents || !attempts.some(({ key }) => key === '*')) continue
    if (agents.some((agent) => read.includes(agent)) && !agents.every((agent) => read.includes(agent)))
      tornBroadcast.push(value)
  }
  const unexpected = came
    .filter((one) => !sent.some(({ input }) => input === one.value))
    .map(({ value }) => value)
  const wrongConsumer = came
    .filter(({ op }) => exclusiveInbox && op.key !== undefined && `${op.key}` !== `${op.process}`)
    .map(({ value, op }) => ({ value, inbox: op.key!, consumer: op.process }))
  const nowhere = came.filter(({ op }) => op.key === undefined).length
  const lostToUnknown = history.filter(({ f, outcome }) => f === 'dequeue' && outcome === 'info').length
  const anyDrain = history.some(({ f, outcome }) => f === 'drain' && outcome === 'info')
  const sure =
    misrouted.length > 0 || duplicated.length > 0 || unexpected.length > 0 || wrongConsumer.length > 0
  const proven = !anyDrain && missing.length > nowhere + lostToUnknown
  const vague = nowhere > 0 || sent.some(({ key }) => key === undefined || (key === '*' && !agents))
  const valid = sure || proven ? false : missing.length > 0 || vague ? 'unknown' : true
  return {
    valid,
    verdict: valid === true ? 'pass' : valid === false ? 'fail' : 'invalid',
    misrouted: sortBy(
      misrouted,
      ({ value }) => value,
      ({ got }) => got,
    ),
    missing: sortBy(
      missing,
      ({ value }) => value,
      ({ agent }) => agent,
    ),
    duplicated: sortBy(
      duplicated,
      ({ value }) => value,
      ({ agent }) => agent,
    ),
    wrongConsumer: sortBy(
      wrongConsumer,
      ({ value }) => value,
      ({ inbox }) => inbox,
      ({ consumer }) => consumer,
    ),
    unexpected: sortBy(unexpected, (id) => id),
    tornBroadcast: sortBy(tornBroadcast, (id) => id),
  }
}

export function routingHistory(random: Random): { history: Operation[]; options: Options } {
  const agents = pick<Agent[]>(random, [['a', 'b'], ['a', 'b', 3], ['a']])
  const careful = random.integer(0, 2) > 0
  const others: (Agent | undefined)[] = careful ? agents : [...agents, 'x', undefined]
  const ids: unknown[] = []
  const senders = playProcesses(random, ['p', 'q'], random.integer(0, 3), (from, to, process) => {
    const value = ids.length > 0 && random.integer(0, 9) === 0 ? pick(random, ids) : ids.length
    ids.push(value)
    return enqueue(value, from, to, {
      process,
      outcome: pickOutcome(random),
      key: pick(random, [...others, '*', '*']),
    })
  })
  const wanted = senders.flatMap(({ input, key }) =>
    (key === '*' ? agents : [key]).map((agent) => ({ input, agent })),
  )
  const readers = playProcesses(random, agents.map(String), random.integer(1, 5), (from, to, process) => {
    const outcome = random.integer(0, 3) === 0 ? pickOutcome(random) : 'ok'
    const wrong = !careful && random.integer(0, 5) === 0
    const next = wanted.shift()
    const value = wrong ? pick(random, [0, 1, 2, 'stranger']) : (next?.input ?? null)
    const key = wrong ? pick(random, others) : next ? next.agent : pick(random, others)
    const fields = { process, outcome, key }
    if (random.integer(0, 7) > 0) return dequeue(value, from + 9, to + 9, fields)
    return drain(
      careful ? [value].filter((id) => id !== null) : someOf(random, [0, 1, 2], 3),
      from + 9,
      to + 9,
      fields,
    )
  })
  const options = random.integer(0, 9) === 0 ? {} : { agents }
  return {
    history: [...senders, ...readers].sort((a, b) => a.invokeTime - b.invokeTime),
    options: { ...options, exclusiveInbox: random.integer(0, 3) === 0 },
  }
}
