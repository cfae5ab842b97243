import { createInterface } from 'node:readline/promises'

/** Asks a person something; null: they want to leave. */
export type Ask = (question: string) => Promise<string | null>

/** Asks on a terminal. Questions go to stderr: stdout is for results. */
export function terminalAsk(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Ask {
  return async (question) => {
    const lines = createInterface({ input, output })
    try {
      // The end of the input and Ctrl-C close it, and leave the question open for ever.
      const closed = new Promise<null>((resolve) => lines.once('close', () => resolve(null)))
      return await Promise.race([lines.question(question).catch(() => null), closed])
    } finally {
      lines.close()
    }
  }
}

/** Yes unless they say no; null: they want to leave. */
export async function askYes(ask: Ask, question: string): Promise<boolean | null> {
  for (;;) {
    const answer = await ask(`${question} [Y/n] `)
    if (answer === null) return null
    if (/^\s*(y(es)?)?\s*$/i.test(answer)) return true
    if (/^\s*n(o)?\s*$/i.test(answer)) return false
  }
}
