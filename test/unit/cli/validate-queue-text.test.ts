import { describe, expect, test } from 'vitest'
import { exitCodeOf, renderResult, renderSummary, summarize } from '../../../src/cli/validate-queue-text.ts'
import type { CaseStatus } from '../../../src/conformance/behavior-case.ts'

const codeOf = (...statuses: CaseStatus[]): number =>
  exitCodeOf(summarize(statuses.map((status) => ({ name: status, status, detail: '' }))))

describe('the summary of validate-queue', () => {
  test('a violation beats what could not be told, and that beats what is kept', () => {
    expect(codeOf('kept', 'not-claimed')).toBe(0)
    expect(codeOf('kept', 'invalid', 'violated')).toBe(1)
    expect(codeOf('kept', 'invalid')).toBe(2)
  })

  test('nothing passes by absence', () => {
    expect(codeOf()).toBe(2)
    expect(codeOf('not-claimed')).toBe(2)
  })

  test('one line a case, and what more there is below it', () => {
    expect(renderResult({ name: 'close', status: 'kept', detail: '' })).toBe('kept         close\n')
    expect(renderResult({ name: 'close', status: 'violated', detail: 'a\n\nb' })).toBe(
      'VIOLATED     close            a\n\n    b\n',
    )
    const summary = summarize([{ name: 'close', status: 'invalid', detail: '' }])
    expect(renderSummary(summary)).toBe('\n0 kept, 0 violated, 1 invalid, 0 not claimed\n')
  })
})
