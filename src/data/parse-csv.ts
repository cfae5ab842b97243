export interface CsvHandlers {
  /** `line` is where the record begins, from 1: fields in quotes may go over several lines. */
  onRecord(fields: string[], line: number): void
  onProblem(line: number, expected: string, got: string): void
}

/**
 * CSV as RFC 4180 has it: fields in quotes may hold the delimiter, line ends and doubled quotes; lines end with LF or
 * CRLF. Empty lines are skipped. Where a quote is misplaced, reading goes on with the line after the one that has it.
 */
export function parseCsv(text: string, delimiter: string, handlers: CsvHandlers): void {
  let line = 1
  for (let start = 0; start < text.length;) {
    const end = lineEnd(text, start)
    const content = text.slice(start, contentEnd(text, start, end))
    if (!content.includes('"')) {
      if (content !== '') handlers.onRecord(content.split(delimiter), line)
      start = end + 1
      line++
      continue
    }
    const record = readQuoted(text, start, delimiter)
    const problemLine = line + countLineEnds(text, start, record.badQuote ?? start)
    if (record.badQuote === null) handlers.onRecord(record.fields, line)
    else handlers.onProblem(problemLine, record.expected, snippet(text, record.badQuote))
    line += countLineEnds(text, start, record.end)
    start = record.end
  }
}

interface QuotedRecord {
  fields: string[]
  /** Where the next record begins. */
  end: number
  /** Where the field begins that has a misplaced quote; null where none does. */
  badQuote: number | null
  expected: string
}

/** A record that has quotes, field by field. */
function readQuoted(text: string, start: number, delimiter: string): QuotedRecord {
  const fields: string[] = []
  for (let position = start; ;) {
    const begin = position
    const bad = (expected: string): QuotedRecord => ({
      fields,
      end: lineEnd(text, begin) + 1,
      badQuote: begin,
      expected,
    })
    if (text[position] === '"') {
      const close = closingQuote(text, position + 1)
      if (close < 0) return bad('a closing quote')
      fields.push(text.slice(position + 1, close).replaceAll('""', '"'))
      position = close + 1
    } else {
      position = fieldEnd(text, position, delimiter)
      const field = text.slice(begin, position)
      if (field.includes('"')) return bad('quotes around a field that has a quote, which is doubled')
      fields.push(field)
    }
    if (text[position] === delimiter) {
      position++
      continue
    }
    const end = lineEnd(text, position)
    if (contentEnd(text, position, end) > position) {
      return bad(`"${delimiter}" or the end of the line after a closing quote`)
    }
    return { fields, end: end + 1, badQuote: null, expected: '' }
  }
}

/** The quote that ends the field, or -1: a doubled one does not. */
function closingQuote(text: string, from: number): number {
  let close = text.indexOf('"', from)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  return close
}

function fieldEnd(text: string, start: number, delimiter: string): number {
  const end = contentEnd(text, start, lineEnd(text, start))
  const next = text.indexOf(delimiter, start)
  return next < 0 || next > end ? end : next
}

/** The position of the line feed, or the end of the text. */
function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  return end < 0 ? text.length : end
}

/** The end of a line without its carriage return. */
function contentEnd(text: string, start: number, end: number): number {
  return end > start && text[end - 1] === '\r' ? end - 1 : end
}

function countLineEnds(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}

function snippet(text: string, start: number): string {
  return JSON.stringify(text.slice(start, Math.min(lineEnd(text, start), start + 40)))
}
