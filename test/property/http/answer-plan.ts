import * as fc from 'fast-check'

/** An answer as it could stand on the wire. */
export interface AnswerPlan {
  method: 'GET' | 'HEAD' | 'POST'
  status: number
  minor: '0' | '1'
  interims: number[]
  headers: [name: string, value: string][]
  framing: 'length' | 'chunked' | 'end'
  connection: 'close' | 'keep-alive' | null
  parts: Uint8Array[]
  extension: string
  trailers: string[]
  /** Where the bytes are cut, as fractions. */
  cuts: number[]
}

const headerName = fc.constantFrom(
  'X-One',
  'x-one',
  'ETag',
  'Set-Cookie',
  'set-cookie',
  'Vary',
  'X_y.z~',
  'Age',
)
// Blanks at both ends are not part of a value.
const headerValue = fc
  .string({ unit: fc.constantFrom(...Array.from('aZ09 \t,;="/*:')), maxLength: 12 })
  .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ''))
/** Bytes that look like ends, mostly. */
const part = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 30 }),
  fc
    .constantFrom('\r\n', '\r\n\r\n', '0\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n')
    .map((text) => Buffer.from(text)),
  fc.integer({ min: 1, max: 70_000 }).map((size) => new Uint8Array(size).fill(size % 251)),
)

/** Not `fc.double`, most of which are next to 0. */
export const fraction = fc.nat(1_000).map((thousandths) => thousandths / 1_000)

export const answerPlan: fc.Arbitrary<AnswerPlan> = fc.record({
  method: fc.constantFrom('GET', 'GET', 'POST', 'HEAD'),
  status: fc.constantFrom(200, 200, 201, 203, 204, 206, 299, 302, 304, 404, 500, 599),
  minor: fc.constantFrom('1', '1', '1', '0'),
  // Not 100, which undici refuses: nobody asked for it.
  interims: fc.array(fc.constantFrom(102, 103), { maxLength: 2 }),
  headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 5 }),
  framing: fc.constantFrom('length', 'chunked', 'end'),
  connection: fc.constantFrom('close', 'keep-alive', null, null, null),
  parts: fc.array(part, { maxLength: 4 }),
  extension: fc.constantFrom('', ';a', ';a=b;c="d e"'),
  trailers: fc.array(fc.constantFrom('Sum: 1', 'x-t: y'), { maxLength: 2 }),
  cuts: fc.array(fraction, { maxLength: 6 }),
})

/** Its bytes, and whether the connection ends with it. */
export function writeAnswer(plan: AnswerPlan): { bytes: Buffer; ends: boolean } {
  const hasBody = plan.method !== 'HEAD' && plan.status !== 204 && plan.status !== 304
  // HTTP/1.0 knows no chunks.
  const framing = plan.minor === '0' && plan.framing === 'chunked' ? 'length' : plan.framing
  const body: Buffer = Buffer.concat(plan.parts)
  const lines = [`HTTP/1.${plan.minor} ${plan.status} ${plan.status % 2 === 0 ? 'Fine' : ''}`]
  for (const [name, value] of plan.headers)
    lines.push(`${name}:${value.length % 2 === 0 ? ' ' : ''}${value}\t `)
  // undici refuses the length of what 304 leaves out; that we read it is told by another test.
  if (plan.status !== 204 && plan.status !== 304) {
    if (framing === 'length') lines.push(`Content-Length: ${body.length}`)
    if (framing === 'chunked') lines.push('Transfer-Encoding: Chunked')
  }
  if (plan.connection !== null) lines.push(`Connection: ${plan.connection}`)
  const interims = plan.interims.map((status) => `HTTP/1.1 ${status} Wait\r\nLink: </x>\r\n\r\n`)
  const pieces: Buffer[] = [Buffer.from(`${interims.join('')}${lines.join('\r\n')}\r\n\r\n`)]
  if (hasBody) pieces.push(...(framing === 'chunked' ? writeChunks(plan) : [body]))
  const keeps = plan.connection === 'keep-alive' || (plan.minor === '1' && plan.connection === null)
  return { bytes: Buffer.concat(pieces), ends: !keeps || (hasBody && framing === 'end') }
}

function writeChunks({ parts, extension, trailers }: AnswerPlan): Buffer[] {
  return [
    ...parts.flatMap((part) => [
      Buffer.from(`${part.length.toString(16)}${extension}\r\n`),
      Buffer.from(part),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`0${extension}\r\n${trailers.map((line) => `${line}\r\n`).join('')}\r\n`),
  ]
}
