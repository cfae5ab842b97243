import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { hasMethods } from '../queue/parse-options.ts'
import { isMessagingCore, type MessagingCore } from '../queue/messaging-core.ts'
import { isObservable, observeDeliveries } from '../queue/observation.ts'
import type { Arrival, CoreFactory, OpenedCore } from './core-factory.ts'
import { describeError } from './error-name.ts'

export interface ReadyCore {
  readonly core: MessagingCore
  /** null: nothing tells. */
  readonly arrivals: (() => readonly Arrival[] | Promise<readonly Arrival[]>) | null
  readonly close: () => unknown
}

/** Makes a core. Throws `InputError` with every way in which what the factory made is none. */
export async function openCore(factory: CoreFactory): Promise<ReadyCore> {
  let made: unknown
  try {
    made = await factory()
  } catch (error) {
    const got = `the error ${describeError(error)}`
    throw new InputError('the core factory', [{ path: 'factory()', expected: 'a messaging core', got }])
  }
  if (isMessagingCore(made)) return observed({ core: made })
  const problems = problemsOf(made)
  if (problems.length > 0) throw new InputError('the core factory', problems)
  return observed(made as OpenedCore)
}

function observed({ core, arrivals, close }: OpenedCore): ReadyCore {
  if (arrivals || !isObservable(core) || (core.deliveryEvidence ?? 'observed') !== 'observed')
    return { core, arrivals: arrivals ?? null, close: () => close?.() }
  const seen: Arrival[] = []
  const nothing = (): void => {}
  const end = core[observeDeliveries]({
    enqueueInvoked: nothing,
    enqueueOk: nothing,
    enqueued: nothing,
    enqueueFailed: nothing,
    deadLettered: nothing,
    delivered: ({ id, content }, inbox) => void seen.push({ inbox, id, content }),
  })
  return {
    core,
    arrivals: () => seen,
    close() {
      end()
      return close?.()
    },
  }
}

function problemsOf(made: unknown): Problem[] {
  if (typeof made !== 'object' || made === null || !('core' in made)) {
    const expected = 'a messaging core (an object with sendMessage), or { core, arrivals, close }'
    return [{ path: 'factory()', expected, got: renderValue(made) }]
  }
  const problems: Problem[] = []
  if (!isMessagingCore(made.core))
    problems.push({
      path: 'core',
      expected: 'a messaging core (an object with sendMessage)',
      got: renderValue(made.core),
    })
  for (const name of ['arrivals', 'close']) {
    const value: unknown = Reflect.get(made, name)
    if (value !== undefined && !hasMethods(made, [name]))
      problems.push({ path: name, expected: 'a function', got: renderValue(value) })
  }
  return problems
}
