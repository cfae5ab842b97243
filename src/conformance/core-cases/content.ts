import type { CoreCase } from '../core-case.ts'
import { sendAndJudge } from '../judge-arrivals.ts'

const contents = [
  '',
  ' ',
  'line one\nline two\r\n\tand a tab',
  `"quoted", 'quoted', \`quoted\`, \\ and $HOME; {"json": [1, null]} </inbox>`,
  'Zürich, 東京, 👩‍🚀, \u202Eright to left',
  '0',
  'x'.repeat(65_536),
]

export const content: CoreCase = {
  name: 'content',
  summary: 'whatever a content holds arrives unchanged, and the message that was handed over stays as it was',
  async run(context) {
    const messages = context.messages(contents.length).map((message, index) => ({
      ...message,
      content: contents[index]!,
    }))
    const before = JSON.stringify(messages)
    await sendAndJudge(context, messages, 'in turn')
    if (JSON.stringify(messages) !== before)
      context.violations.push('sendMessage changed the message it was given')
  },
}
