import { isHeaderName, isHeaderValue, trimBlanks } from '../header-rules.ts'
import { addHeader, emptyHeaders, type HttpHeaders } from '../http-headers.ts'
import { AnswerProblem } from './answer-problem.ts'

/** The head of an answer, and what it says about the rest. */
export interface AnswerHead {
  readonly status: number
  readonly headers: HttpHeaders
  /** Whether another request may follow on the connection, if the body has an end of its own. */
  readonly keepsAlive: boolean
  readonly isChunked: boolean
  /** Bytes; null where the head does not tell. */
  readonly contentLength: number | null
}

/** `text`: everything before the empty line. Throws `AnswerProblem`. */
export function parseHead(text: string): AnswerHead {
  const [statusLine, ...lines] = text.split('\r\n')
  const [, minor, status] = /^HTTP\/1\.([01]) (\d{3})(?: [\t\x20-\x7e\x80-\xff]*)?$/.exec(statusLine!) ?? []
  if (status === undefined) throw new AnswerProblem(`no status line of HTTP/1.1: ${quote(statusLine!)}`)
  if (Number(status) < 100) throw new AnswerProblem(`status ${status}`)
  const headers = emptyHeaders()
  let lengths = 0
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).toLowerCase()
    if (!isHeaderName(name)) throw new AnswerProblem(`no header: ${quote(line)}`)
    const value = trimBlanks(line, colon + 1)
    if (!isHeaderValue(value)) throw new AnswerProblem(`a header with a control character: ${quote(line)}`)
    if (name === 'content-length') lengths++
    // Others do not take `chunked` with a tab behind it for that coding, and read the body to the end of the connection.
    if (name === 'transfer-encoding' && line.includes('\t'))
      throw new AnswerProblem(`a tab in transfer-encoding: ${quote(line)}`)
    addHeader(headers, name, value)
  }
  if (lengths > 1) throw new AnswerProblem('more than one content-length')
  const contentLength = readLength(headers['content-length'] as string | undefined)
  const isChunked = readCoding(headers['transfer-encoding'] as string | undefined)
  // Two ends of one body: whoever believes the other one takes part of it for the next answer.
  if (isChunked && contentLength !== null)
    throw new AnswerProblem('both content-length and transfer-encoding')
  const options = ((headers['connection'] as string | undefined) ?? '').toLowerCase().split(/[\t ]*,[\t ]*/)
  const keepsAlive = minor === '1' ? !options.includes('close') : options.includes('keep-alive')
  return Object.freeze({
    status: Number(status),
    headers: Object.freeze(headers),
    keepsAlive,
    isChunked,
    contentLength,
  })
}

function readLength(value: string | undefined): number | null {
  if (value === undefined) return null
  const length = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(length))
    throw new AnswerProblem(`content-length ${quote(value)}`)
  return length
}

function readCoding(value: string | undefined): boolean {
  if (value === undefined) return false
  if (value.toLowerCase() !== 'chunked')
    throw new AnswerProblem(`transfer-encoding ${quote(value)}, which is not read`)
  return true
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text)
}
