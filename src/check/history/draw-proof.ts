import { renderValue } from '../../foundation/problem.ts'
import type { Proof } from './checker.ts'

const widest = 100
const widestLabel = 40

interface Row {
  label: string
  from: number
  to: number
}

/**
 * The operations of a proof over time, one row each: `|--|` from invoke to completion, `|-->` where it was never known to be
 * over. Below it the times. Pure, plain ASCII but for what the ids contain, at most 100 columns wide.
 */
export function drawProof(proof: Proof): string {
  const sentence = wrap(proof.sentence).join('\n')
  const drawing = drawOperations(proof)
  return drawing === '' ? sentence : `${sentence}\n\n${drawing}`
}

/** The drawing alone; empty for a proof that names no operation. */
export function drawOperations({ messages }: Pick<Proof, 'messages'>): string {
  const rows = messages.flatMap(({ value, enqueue, dequeue }) => [
    ...rowOf(`enqueue ${renderValue(value)}`, enqueue),
    ...rowOf(`dequeue ${renderValue(value)}`, dequeue),
  ])
  if (rows.length === 0) return ''
  const labelWidth = Math.max(...rows.map(({ label }) => label.length))
  const times = [...new Set(rows.flatMap(({ from, to }) => [from, to]))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const placeOf = scale(times, widest - labelWidth - 4)
  const bars = rows.map(({ label, from, to }) => `${label.padEnd(labelWidth)}  ${bar(placeOf, from, to)}`)
  const axis = `${' '.repeat(labelWidth)}  ${axisOf(times, placeOf, widest - labelWidth - 2)}`
  return [...bars, axis].map((line) => line.trimEnd()).join('\n')
}

function rowOf(label: string, interval: [number, number] | null): Row[] {
  if (!interval) return []
  // Its end is what tells a long id from the others.
  const short =
    label.length > widestLabel ? `${label.slice(0, 16)}...${label.slice(19 - widestLabel)}` : label
  return [{ label: short, from: interval[0], to: interval[1] }]
}

/**
 * A column for each time. In proportion, but so that different times never share a column: what matters is which comes
 * first, and an interval of a microsecond beside one of a second must still be seen.
 */
function scale(times: readonly number[], columns: number): (time: number) => number {
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0]
  const places = new Map<number, number>()
  const spare = columns - 1 - (times.length - 1)
  times.forEach((time, index) => {
    const share = last > first ? (time - first) / (last - first) : 0
    places.set(time, index + Math.round(share * spare))
  })
  return (time) => places.get(time) ?? columns
}

function bar(placeOf: (time: number) => number, from: number, to: number): string {
  const [start, end] = [placeOf(from), placeOf(to)]
  const line = ' '.repeat(start)
  if (to === Infinity) return `${line}|${'-'.repeat(Math.max(0, end - start - 1))}>`
  return start === end ? `${line}|` : `${line}|${'-'.repeat(end - start - 1)}|`
}

/** The times below their columns, as many as fit. */
function axisOf(times: readonly number[], placeOf: (time: number) => number, columns: number): string {
  let line = ''
  for (const time of times) {
    const text = String(time)
    const place = placeOf(time)
    if (line.length > 0 && place < line.length + 1) continue
    if (place + text.length > columns) continue
    line = line.padEnd(place) + text
  }
  return line
}

function wrap(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= widest)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
