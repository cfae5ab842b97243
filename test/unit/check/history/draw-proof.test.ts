import { describe, expect, test } from 'vitest'
import { drawProof } from '../../../../src/check/history/draw-proof.ts'

describe('drawProof', () => {
  test('draws each operation over time', () => {
    const drawing = drawProof({
      sentence: '1 was inside from 1 on, yet 2 came first',
      messages: [
        { value: 1, enqueue: [0, 1], dequeue: [8, Infinity] },
        { value: 'two', enqueue: [4, 4], dequeue: null },
      ],
    })
    expect(`\n${drawing}\n`).toBe(`
1 was inside from 1 on, yet 2 came first

enqueue 1      |----------|
dequeue 1                                                                                        |>
enqueue "two"                                            |
               0          1                              4                                       8
`)
  })

  test('keeps a microsecond beside a day apart, and within 100 columns', () => {
    const messages = Array.from({ length: 8 }, (_, i) => ({
      value: `a message with a very long name, number ${i}`,
      enqueue: [i, i + 1] as [number, number],
      dequeue: [86_400_000_000 + 2 * i, i % 2 ? Infinity : 86_400_000_001 + 2 * i] as [number, number],
    }))
    const lines = drawProof({ sentence: 'word '.repeat(60).trim(), messages }).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
    const rows = lines.filter((line) => line.includes('|'))
    expect(rows).toHaveLength(16)
    expect(new Set(rows.filter((row) => row.startsWith('enqueue')).map((row) => row.indexOf('|'))).size).toBe(
      8,
    )
  })

  test('has only the sentence where no operation shows it', () => {
    expect(drawProof({ sentence: 'A was served twice', messages: [] })).toBe('A was served twice')
  })

  test('shows the end of a long id, which is what tells it from the others', () => {
    const message = (value: string) => ({ value, enqueue: [0, 1] as [number, number], dequeue: null })
    const long = 'a-producer-with-a-name-that-says-a-lot'
    const drawing = drawProof({ sentence: '', messages: [message(`${long}:1`), message(`${long}:2`)] })
    expect(drawing).toContain(`enqueue "a-produ...me-that-says-a-lot:1"`)
    expect(drawing).toContain(`t-says-a-lot:2"`)
  })
})
