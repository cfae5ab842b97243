import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Message, MessagingCore, SendOutcome } from 'vitest-stress/queue'

/**
 * The core that the application runs with: each agent has an inbox folder, a message is a line in today's file. Stress
 * scenarios never load this module; they inject a mock.
 */
export class InboxFolderCore implements MessagingCore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async sendMessage(message: Message): Promise<SendOutcome> {
    const inbox = join(this.#folder, message.recipient)
    await mkdir(inbox, { recursive: true })
    const file = join(inbox, `${new Date().toISOString().slice(0, 10)}.jsonl`)
    await appendFile(file, `${JSON.stringify(message)}\n`)
    return { status: 'delivered' }
  }
}

export const core = new InboxFolderCore(process.env['AGENT_INBOXES'] ?? 'inboxes')
