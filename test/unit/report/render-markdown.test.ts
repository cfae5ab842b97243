import * as fc from 'fast-check'
import { lexer, parse, type Tokens } from 'marked'
import { describe, expect, test } from 'vitest'
import type { ScenarioMetrics } from '../../../src/model/metrics.ts'
import { composeMetricsFile } from '../../../src/report/compose-metrics-file.ts'
import { escapeMarkdown } from '../../../src/report/escape-markdown.ts'
import { renderMarkdown } from '../../../src/report/render-markdown.ts'
import { environment, metricsOf } from '../../support/metrics.ts'

const room = { maxBytes: 1_000_000 }
const fileOf = (scenarios: ScenarioMetrics[], given: { interrupted?: boolean; problems?: string[] } = {}) =>
  composeMetricsFile({
    scenarios,
    environment,
    interrupted: false,
    problems: [],
    generatedAt: new Date(0),
    ...given,
  })
const failed = (given: Partial<ScenarioMetrics> = {}) =>
  metricsOf({
    name: 'orders',
    verdict: 'fail',
    seed: 7,
    total_processed: 900,
    success_rate: 1,
    budgets: [
      {
        budget: 'latency.p99',
        comparison: 'at most',
        limit: 20,
        unit: 'ms',
        actual: 31.5,
        samples: 900,
        detail: '900 samples',
        verdict: 'fail',
      },
    ],
    guarantees: {
      ledger: null,
      history: null,
      notes: ['asserted beyond what is declared'],
      checks: [
        {
          guarantee: 'fifo',
          verdict: 'fail',
          summary: '1 pair out of order',
          examples: ['producer#3'],
          proof: { sentence: 'b came before a', messages: [], drawing: 'a |--|\nb   |--|' },
        },
      ],
    },
    failures: [{ reason: 'timeout', count: 3, example: 'took long\nat x' }],
    problems: ['the target failed to close'],
    ...given,
  })
/** What a reader sees of a cell. */
const textOf = (html: string): string =>
  html.replaceAll(/&(?:#(\d+)|(lt|gt|quot|amp));/g, (_, code?: string, name?: string) =>
    code === undefined
      ? { lt: '<', gt: '>', quot: '"', amp: '&' }[name as 'lt']
      : String.fromCharCode(Number(code)),
  )

describe('the Markdown of a run', () => {
  test('verdict, a line a scenario, what did not pass in full, what passed folded', () => {
    const markdown = renderMarkdown(fileOf([metricsOf({ name: 'quiet' }), failed()]), room)
    expect(markdown).toMatchInlineSnapshot(`
      "## ❌ Stress: fail, 1 of 2 scenarios did not pass

      | scenario | verdict | done | success | missed | throughput | p50 | p95 | p99 | max |
      | :-- | :-- | --: | --: | --: | --: | --: | --: | --: | --: |
      | orders | ❌ fail | 900 | 100 % | 0 | - | - | - | - | - |
      | quiet | ✅ pass | 0 | - | 0 | - | - | - | - | - |

      ### ❌ orders: fail

      In stress/orders.stress.ts, seed 7.

      - Problem: the target failed to close

      |  | judged | limit | actual | detail |
      | :-- | :-- | :-- | :-- | :-- |
      | ❌ fail | latency p99 | at most 20 ms | 31.5 ms | 900 samples |
      | ❌ fail | fifo |  |  | 1 pair out of order |

      fifo:

      \`\`\`text
      producer#3
      b came before a
      a |--|
      b   |--|
      microseconds from the start of the load
      \`\`\`

      - Note: asserted beyond what is declared

      | failed iterations | count | first of them |
      | :-- | :-- | :-- |
      | timeout | 3 | took long |

      Replay:

      \`\`\`sh
      VITEST_STRESS_SEED=7 npx vitest run stress/orders.stress.ts -t '^orders$'
      \`\`\`

      <details><summary>quiet: pass</summary>

      ### ✅ quiet: pass

      In stress/orders.stress.ts, seed 7.

      </details>
      "
    `)
  })

  test('says what went wrong beside the scenarios, and that the run was interrupted', () => {
    const markdown = renderMarkdown(fileOf([], { interrupted: true, problems: ['x failed: <b>'] }), room)
    expect(markdown).toBe(
      '## ⚠️ Stress: invalid, 0 scenarios; the run was interrupted\n\n- Problem: x failed: &#60;b>\n',
    )
  })

  test('a scenario that is meant to fail is folded with the passing ones', () => {
    const markdown = renderMarkdown(fileOf([failed({ expected_verdict: 'fail' })]), room)
    expect(markdown).toContain('## ✅ Stress: pass, 1 scenario\n')
    expect(markdown).toContain('<details><summary>orders: fail, as expected</summary>\n\n')
    expect(markdown).not.toContain('Replay')
  })

  test('many rows, problems and scenarios are cut, and counted', () => {
    const [budget] = failed().budgets!
    const many = failed({
      budgets: Array.from({ length: 120 }, (_, index) => ({
        ...budget!,
        budget: `agents.a${index}.latency.p99`,
      })),
      problems: Array.from({ length: 51 }, (_, index) => `problem ${index}`),
    })
    const markdown = renderMarkdown(fileOf([many, ...Array.from({ length: 300 }, () => metricsOf())]), room)
    expect(markdown).toContain('and 101 more, in the metrics file.')
    expect(markdown).toContain('and 71 more, in the metrics file.')
    expect(markdown).toContain('and 1 more, in the metrics file.')
  })

  test('never longer than there is room, cut between parts, and it says so', () => {
    const file = fileOf(Array.from({ length: 30 }, (_, index) => failed({ name: `ördèrs ${index}` })))
    const whole = renderMarkdown(file, room)
    fc.assert(
      fc.property(fc.integer({ min: -10, max: Buffer.byteLength(whole) + 10 }), (maxBytes) => {
        const text = renderMarkdown(file, { maxBytes })
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(Math.max(0, maxBytes))
        // There is room for the headline and that line, or there is nothing.
        if (text === '') expect(maxBytes).toBeLessThan(200)
        if (text === whole || text === '') return
        expect(text).toMatch(/^## ❌ Stress: fail, 30 of 30 scenarios did not pass\n/)
        expect(text).toMatch(/_Cut: [\d,]+ more parts would go beyond/)
        // A block of code that was opened is closed.
        expect(text.match(/^```/gm) ?? []).toSatisfy((fences: unknown[]) => fences.length % 2 === 0)
      }),
    )
    expect(renderMarkdown(file, { maxBytes: 10 })).toBe('')
    expect(renderMarkdown(file, { maxBytes: 96 })).toBe('')
    expect(renderMarkdown(file, { maxBytes: Buffer.byteLength(whole) })).toBe(whole)
  })
})

describe('texts of users', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '|',
          '`',
          '```',
          '\n',
          '\r\n',
          '\n\n',
          '<',
          '</details>',
          '<script>',
          '--',
          '\\',
          '&lt;',
          '*',
          '**',
          '_',
          '[a](b)',
          '![',
          'https://x.y',
          'www.x.y',
          '@me',
          '#1',
          '~~',
          '$x$',
          '# ',
          '- ',
          '1. ',
          '\u202E',
          '\0',
          'a',
          ' ',
          '<!--',
          '-->',
          '<pre>',
          '> ',
          '\t',
          '~~~',
          "'",
          '"',
          '&#124;',
          '\u2028',
        ),
      )
      .map((parts) => parts.join('')),
  )
  const visible = (text: string): string =>
    text.replaceAll(/(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}])+/gu, ' ').trim()

  test('a name, a reason, a problem: whatever they hold, the structure stays', () => {
    const shape = (text: string) => {
      const scenario = failed({
        name: text,
        file: text,
        project: text,
        problems: [text],
        failures: [{ reason: text, count: 1, example: text }],
      })
      scenario.guarantees!.checks[0] = {
        ...scenario.guarantees!.checks[0]!,
        guarantee: text,
        summary: text,
        examples: [text],
        proof: { sentence: text, messages: [], drawing: text },
      }
      const folded = { ...scenario, verdict: 'pass' } as ScenarioMetrics
      const tokens = lexer(renderMarkdown(fileOf([scenario, folded], { problems: [text] }), room))
      return tokens
        .filter(({ type }) => type !== 'space')
        .map((token) =>
          token.type === 'table'
            ? `table of ${(token as Tokens.Table).rows.map((row) => row.length).join()}`
            : token.type === 'list'
              ? `list of ${(token as Tokens.List).items.length}`
              : token.type,
        )
    }
    const plain = shape('plain')
    expect(plain).toContain('table of 10,10')
    fc.assert(
      fc.property(nasty, (text) => {
        expect(shape(`x${text}x`)).toEqual(plain)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    `a suite > the customer's "order" survives, at #top`,
    'budgets.p99_9 of snake_case_names',
    'C# and F# (sharp)',
  ])('what is read as it is stays as it is: %s', (text) => {
    expect(escapeMarkdown(text)).toBe(text)
  })

  test.each([
    ['# a title', '&#35; a title'],
    ['> said', '&#62; said'],
    ['runStress #2', 'runStress &#35;2'],
    ['name ##', 'name #&#35;'],
    ['_one_ two_three', '&#95;one&#95; two_three'],
  ])('what would be more than itself does not: %s', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })

  test('in a cell and in HTML they read as they are, and make no tag, link or emphasis', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const expected = visible(text)
        if (Array.from(expected).length > 300) return
        const html = parse(`| ${escapeMarkdown(text)} |\n| :-- |`) as string
        const [, cell] = /<th align="left">([^]*)<\/th>/.exec(html)!
        expect(cell).not.toMatch(/[<>]/)
        expect(textOf(cell!).replaceAll(/\s+/g, ' ')).toBe(expected.replaceAll(/\s+/g, ' '))
        expect(textOf(escapeMarkdown(text))).toBe(expected)
      }),
      { numRuns: 1000 },
    )
  })

  test('are cut to 300 characters, between characters', () => {
    expect(escapeMarkdown('😀'.repeat(301))).toBe(`${'😀'.repeat(299)}…`)
    expect(escapeMarkdown('😀'.repeat(300))).toBe('😀'.repeat(300))
  })
})
