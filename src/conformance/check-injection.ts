import { sleep, type Clock } from '../foundation/clock.ts'
import { seededRandom } from '../foundation/random.ts'
import { EVERYONE, type Message } from '../queue/message.ts'
import type { MessagingCore } from '../queue/messaging-core.ts'
import { hasMethods } from '../queue/parse-options.ts'
import { describeError } from './error-name.ts'
import { makeMessages } from './make-messages.ts'

/** What is put around a core, as far as it is used here. */
export interface ProcessorOfCore {
  send(message: Message): unknown
  /** Called at the end, if it is there. */
  close?(): unknown
}

/** Makes a processor that delivers by `core`, and by nothing else. */
export type ProcessorFactory = (core: MessagingCore) => ProcessorOfCore | Promise<ProcessorOfCore>

const count = 60
const audience = ['Agent-1', 'Agent-2', 'Agent-3']
const timeoutMs = 10_000

/** Sends messages, one in three a broadcast, through a processor around `core`. Returns them, and what went wrong. */
export async function sendThrough(
  factory: ProcessorFactory,
  core: MessagingCore,
  clock: Clock,
): Promise<{ messages: readonly Message[]; problems: readonly string[] }> {
  const messages = makeMessages('validator', count, seededRandom(1), { priorities: 2, keys: 3 }).map(
    (message, index): Message =>
      index % 3 === 2
        ? { ...message, recipient: EVERYONE, audience, type: 'BROADCAST' }
        : { ...message, recipient: audience[index % 3]! },
  )
  const problems: string[] = []
  const over = new AbortController()
  const late = sleep(clock, timeoutMs, over.signal).then(() => 'late' as const)
  const work = send(factory, core, messages).catch(
    (error: unknown) => void problems.push(describeError(error)),
  )
  if ((await Promise.race([work, late])) === 'late')
    problems.push(`the processor was not done with ${count} messages after ${timeoutMs / 1_000} s`)
  over.abort()
  return { messages, problems }
}

async function send(
  factory: ProcessorFactory,
  core: MessagingCore,
  messages: readonly Message[],
): Promise<void> {
  const processor: unknown = await factory(core)
  if (!hasMethods(processor, ['send'])) throw new Error('processor(core) made nothing that has `send`')
  await Promise.all(messages.map((message) => (processor as ProcessorOfCore).send(message)))
  if (hasMethods(processor, ['close'])) await (processor as Required<ProcessorOfCore>).close()
}

/** Whether a core that is injected sees every send, with the text that says so. */
export async function checkInjection(
  factory: ProcessorFactory,
  clock: Clock,
): Promise<{ isUsed: boolean; evidence: string[] }> {
  const seen: Message[] = []
  const sentinel: MessagingCore = {
    sendMessage(message) {
      seen.push(message)
      return Promise.resolve({ status: 'delivered' })
    },
  }
  const { messages, problems } = await sendThrough(factory, sentinel, clock)
  const missing = messages.filter((message) => !isSeen(message, seen))
  const evidence = [
    `a core put there to watch saw ${messages.length - missing.length} of ${messages.length} sends`,
  ]
  if (missing.length > 0)
    evidence.push(
      `it did not see ${missing
        .slice(0, 3)
        .map(({ id }) => id)
        .join(', ')}`,
    )
  return { isUsed: missing.length === 0 && problems.length === 0, evidence: [...evidence, ...problems] }
}

function isSeen({ id, content, recipient }: Message, seen: readonly Message[]): boolean {
  const inboxes = seen
    .filter((each) => each.id === id && each.content === content)
    .map((each) => each.recipient)
  if (recipient !== EVERYONE) return inboxes.includes(recipient)
  // A processor may leave it to its core to know who everyone is.
  return inboxes.includes(EVERYONE) || audience.every((agent) => inboxes.includes(agent))
}
