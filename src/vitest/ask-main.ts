import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import type { Question } from '../model/wire.ts'

/** What the main process answers to a question. Rejects where nobody is there. */
export async function askMain<Answer>(socketPath: string, question: Question): Promise<Answer> {
  const socket = connect(socketPath)
  try {
    await once(socket, 'connect')
    socket.write(`${JSON.stringify(question)}\n`)
    const [line] = (await once(createInterface({ input: socket }), 'line')) as [string]
    return JSON.parse(line) as Answer
  } finally {
    socket.destroy()
  }
}
