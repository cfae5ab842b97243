import * as fc from 'fast-check'
import { lexer } from 'marked'
import { expect, test } from 'vitest'
import { codeBlock } from '../../../src/report/code-block.ts'

test('any text is one block of code, line by line', () => {
  const parts = fc.constantFrom('`', '```', '````', '~~~', '\n', '<b>', 'a', ' ', '\t', '\0', '\u2028', '\r')
  fc.assert(
    fc.property(fc.array(parts), (list) => {
      const text = `x${list.join('')}x`
      const tokens = lexer(codeBlock(text))
      expect(tokens.map(({ type }) => type)).toEqual(['code'])
      expect((tokens[0] as { text: string }).text).toBe(text.replaceAll(/[\t\0\u2028\r]/g, ' '))
    }),
  )
})

test('a text that nobody would read is cut', () => {
  expect(codeBlock('x'.repeat(20_000))).toBe(`\`\`\`text\n${'x'.repeat(10_000)}\n… (cut)\n\`\`\``)
})
