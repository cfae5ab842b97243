// What `npx vitest-stress validate examples/agent-swarm/stress/isolation.ts` asks: the mock and the real core, the processor
// that the application runs with, and where inboxes are.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  MessageQueueProcessor,
  MockMessagingCore,
  type Message,
  type MessagingCore,
} from 'vitest-stress/queue'

export const mockCore = () => new MockMessagingCore({ latency: { minMs: 1, maxMs: 5 } })

/** On inboxes of its own, in the temporary folder. */
export const realCore = async () => {
  const { InboxFolderCore } = await import('../src/real-core.ts')
  const folder = mkdtempSync(join(tmpdir(), 'inboxes-'))
  const arrivals = () => readdirSync(folder).flatMap((inbox) => messagesIn(join(folder, inbox), inbox))
  const close = () => rmSync(folder, { recursive: true, force: true })
  return { core: new InboxFolderCore(folder), arrivals, close }
}

export const processor = (core: MessagingCore) => new MessageQueueProcessor({ core })

/** Here are none: the application makes its own where it runs. */
export const inboxes: string[] = []

function messagesIn(folder: string, inbox: string) {
  const lines = readdirSync(folder).flatMap((day) =>
    readFileSync(join(folder, day), 'utf8').trim().split('\n'),
  )
  return lines.map((line) => ({ ...(JSON.parse(line) as Message), inbox }))
}
