import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as fc from 'fast-check'
import { Client } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HttpClient } from '../../../src/http/http-client.ts'
import { startRawServer, type RawServer } from '../../support/raw-server.ts'
import { answerPlan, fraction, writeAnswer, type AnswerPlan } from './answer-plan.ts'

const plans: AnswerPlan[] = []
/** What is done to the bytes of an answer. */
let change = (bytes: Buffer): Buffer => bytes
const closing: (() => Promise<unknown>)[] = []
let raw: RawServer
let nodeUrl: string

const planOf = (path: string): AnswerPlan => plans[Number(path.slice(1))]!

beforeAll(async () => {
  raw = await startRawServer((socket, request) => {
    const plan = planOf(request.split(' ')[1]!)
    const { bytes, ends } = writeAnswer(plan)
    const changed = change(bytes)
    const cuts = plan.cuts.map((fraction) => Math.round(fraction * changed.length)).sort((a, b) => a - b)
    const pieces = [0, ...cuts].map((start, index) => changed.subarray(start, cuts[index] ?? changed.length))
    writePieces(socket, pieces, ends || changed !== bytes)
  })
  const server = createServer((request, response) => answer(planOf(request.url!), response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  nodeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  closing.push(
    () => raw.close(),
    () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  )
})
afterAll(async () => {
  for (const close of closing) await close()
})

/** Each in a turn of its own, so that most arrive by themselves. */
function writePieces(
  socket: { write(bytes: Buffer): unknown; end(): unknown },
  pieces: Buffer[],
  ends: boolean,
): void {
  const [first, ...rest] = pieces
  if (first!.length > 0) socket.write(first!)
  if (rest.length > 0) setImmediate(() => writePieces(socket, rest, ends))
  else if (ends) socket.end()
}

/** The same by Node's own server, in its words. */
function answer(plan: AnswerPlan, response: ServerResponse): void {
  for (const status of plan.interims) if (status === 102) response.writeProcessing()
  for (const [name, value] of plan.headers) response.appendHeader(name, value)
  if (plan.connection === 'close') response.setHeader('connection', 'close')
  response.statusCode = plan.status
  response.sendDate = false
  if (plan.framing === 'length' && plan.status !== 304 && plan.status !== 204)
    response.setHeader('content-length', Buffer.concat(plan.parts).length)
  if (plan.trailers.length > 0) response.flushHeaders()
  for (const part of plan.parts) response.write(part)
  response.end()
}

interface Seen {
  status: number
  headers: Record<string, unknown>
  body: string
}

async function seenByUndici(client: Client, path: string, { method }: AnswerPlan): Promise<Seen | 'refused'> {
  try {
    const { statusCode, headers, body } = await client.request({ path, method, reset: false })
    const bytes = Buffer.from(await body.bytes()).toString('latin1')
    const joined = Object.entries(headers).map(([name, value]) => {
      // undici leaves the blanks after a value, which are not part of it.
      const values = [value ?? []].flat().map((each) => each.replace(/[ \t]+$/, ''))
      return [name, name === 'set-cookie' ? values : values.join(', ')]
    })
    return { status: statusCode, headers: Object.fromEntries(joined), body: bytes }
  } catch {
    return 'refused'
  }
}

async function seenByOurs(
  client: HttpClient,
  path: string,
  { method }: AnswerPlan,
): Promise<Seen | 'refused'> {
  try {
    const { status, headers, bytes } = await client.request({ method, path, expectStatus: 'any' })
    return { status, headers: { ...headers }, body: bytes.toString('latin1') }
  } catch {
    return 'refused'
  }
}

/** Asks for all of `batch`, in turn on one connection, by both. */
async function askBoth(
  url: string,
  batch: readonly AnswerPlan[],
): Promise<[Seen | 'refused', Seen | 'refused'][]> {
  const ours = new HttpClient({ baseUrl: url, connections: 1, transport: 'direct' })
  const undici = new Client(url, { headersTimeout: 5_000, bodyTimeout: 5_000 })
  try {
    const seen: [Seen | 'refused', Seen | 'refused'][] = []
    for (const plan of batch) {
      const path = `/${plans.push(plan) - 1}`
      seen.push([await seenByOurs(ours, path, plan), await seenByUndici(undici, path, plan)])
    }
    return seen
  } finally {
    await ours.close()
    await undici.destroy()
  }
}

const batches = fc.array(answerPlan, { minLength: 1, maxLength: 4 })

test('any answer is read as undici reads it, one after the other on a connection', async () => {
  change = (bytes) => bytes
  await fc.assert(
    fc.asyncProperty(batches, async (batch) => {
      for (const [ours, undici] of await askBoth(raw.url, batch)) {
        expect(ours).not.toBe('refused')
        expect(ours).toEqual(undici)
      }
    }),
    { numRuns: 100 },
  )
})

test('what Node’s own server says is read as undici reads it', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (batch) => {
      for (const [ours, undici] of await askBoth(nodeUrl, batch)) {
        expect(ours).not.toBe('refused')
        expect(ours).toEqual(undici)
      }
    }),
    { numRuns: 40 },
  )
})

test('of an answer with a byte changed, taken away or added, nothing is read that undici reads otherwise', async () => {
  const damage = fc.record({
    at: fraction,
    do: fc.constantFrom('set', 'insert', 'remove', 'end'),
    byte: fc.constantFrom(...Buffer.from('\r\n :;,0aZ\0\t5'), 0x80),
  })
  let refused = 0
  let read = 0
  await fc.assert(
    fc.asyncProperty(answerPlan, damage, async (plan, { at, do: what, byte }) => {
      change = (bytes) => {
        const index = Math.floor(at * Math.min(bytes.length, 400))
        const rest = what === 'insert' ? index : index + 1
        if (what === 'end') return Buffer.from(bytes.subarray(0, index))
        const put = what === 'remove' ? [] : [byte]
        return Buffer.concat([bytes.subarray(0, index), Buffer.from(put), bytes.subarray(rest)])
      }
      const [[ours, undici]] = (await askBoth(raw.url, [plan])) as [[Seen | 'refused', Seen | 'refused']]
      if (ours === 'refused') refused++
      else if (undici !== 'refused') {
        read++
        expect(ours).toEqual(undici)
      }
    }),
    { numRuns: 200 },
  )
  expect(refused).toBeGreaterThan(60)
  expect(read).toBeGreaterThan(20)
})
