import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { check, custom, oneOf, z } from '../foundation/schema.ts'
import type { MessageQueue } from '../queue/message-queue.ts'
import { hasMethods } from '../queue/parse-options.ts'
import { describeError } from './error-name.ts'
import type { QueueFactory } from './queue-factory.ts'

const methods = ['enqueue', 'offer', 'take', 'dequeue', 'ack', 'nack', 'onDeadLetter', 'close']

const wholeOrNull = (least: number) =>
  custom<number | null>(
    `a whole number of ${least} or more, or null`,
    (value) => value === null || (Number.isInteger(value) && (value as number) >= least),
  )

const capabilitiesSchema = z.looseObject({
  ordering: oneOf(['none', 'fifo-per-priority', 'fifo', 'per-key']),
  delivery: oneOf(['at-most-once', 'at-least-once', 'exactly-once']),
  priority: z.boolean({ error: 'true or false' }),
  capacity: wholeOrNull(1),
  overflow: oneOf(['reject', 'back-pressure']),
  redelivery: oneOf(['none', 'nack', 'lease']),
  leaseMs: custom<number | null>(
    'a number of milliseconds above 0, or null',
    (value) => value === null || (typeof value === 'number' && value > 0),
  ).optional(),
  maxDeliveries: wholeOrNull(1).optional(),
})

/** Makes a queue. Throws `InputError` with every way in which what the factory made is none. */
export async function openQueue(factory: QueueFactory): Promise<MessageQueue> {
  let made: unknown
  try {
    made = await factory()
  } catch (error) {
    throw new InputError('the queue factory', [
      { path: 'factory()', expected: 'a queue', got: `the error ${describeError(error)}` },
    ])
  }
  const problems = problemsOf(made)
  if (problems.length > 0) throw new InputError('the queue factory', problems)
  return made as MessageQueue
}

function problemsOf(made: unknown): Problem[] {
  if (typeof made !== 'object' || made === null)
    return [{ path: 'factory()', expected: 'a queue', got: renderValue(made) }]
  const missing = methods
    .filter((name) => !hasMethods(made, [name]))
    .map((name) => ({
      path: `queue.${name}`,
      expected: 'a function',
      got: renderValue(Reflect.get(made, name)),
    }))
  const checked = check(capabilitiesSchema, Reflect.get(made, 'capabilities'), 'queue.capabilities')
  return checked.ok ? missing : [...missing, ...checked.problems]
}
