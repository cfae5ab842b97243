import type { IncomingHttpHeaders } from 'node:http'

/** Headers of an answer: names in lower case, several of one name joined by ", ", `set-cookie` always a list. */
export type HttpHeaders = Readonly<IncomingHttpHeaders>

/** Where headers are, or are made when they are first asked for. */
export interface HeaderSource {
  readonly headers: HttpHeaders
}

/** A header that is being collected; without a prototype, since a server may send any name. */
export type HeaderRecord = Record<string, string | string[]>

export function emptyHeaders(): HeaderRecord {
  return Object.create(null) as HeaderRecord
}

/** `name` in lower case. */
export function addHeader(headers: HeaderRecord, name: string, value: string): void {
  const known = headers[name]
  if (name === 'set-cookie') {
    if (known === undefined) headers[name] = [value]
    else (known as string[]).push(value)
  } else headers[name] = known === undefined ? value : `${known as string}, ${value}`
}
