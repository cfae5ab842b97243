const reasons: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'http closed',
  UND_ERR_HEADERS_OVERFLOW: 'http answer too large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'http malformed answer',
}

/** What an error of undici counts under: in the words of the other transport, where there is one for it. */
export function failureReason({ name, code }: { name: string; code?: string | undefined }): string {
  if (name === 'HTTPParserError') return 'http malformed answer'
  if (code === undefined) return 'http error'
  return reasons[code] ?? `http ${code}`
}
