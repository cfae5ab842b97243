import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { requestBundle } from '../../../src/vitest/request-bundle.ts'

const context = vi.hoisted(() => ({ socketPath: null as string | null }))
vi.mock('../../../src/vitest/read-stress-context.ts', () => ({ readStressContext: () => context }))

let server: Server
afterEach(() => server.close())

/** Answers as the main process does, one answer after the other. */
async function answering(...answers: object[]): Promise<{ asked: () => number }> {
  let asked = 0
  server = createServer((socket) => {
    socket.once('data', () => socket.end(`${JSON.stringify(answers[asked++] ?? answers.at(-1))}\n`))
  })
  context.socketPath = join(tmpdir(), `request-bundle-${process.pid}-${answers.length}.sock`)
  server.listen(context.socketPath)
  await once(server, 'listening')
  return { asked: () => asked }
}

test('a module is bundled once, however many runs of it there are', async () => {
  const { asked } = await answering({ url: 'file:///bundle.mjs' })
  const ask = (): Promise<string> => requestBundle(new URL('file:///once.ts'), null)
  const both = await Promise.all([ask(), ask()])
  expect([...both, await ask()]).toEqual(Array(3).fill('file:///bundle.mjs'))
  expect(asked()).toBe(1)
})

test('one that failed is asked for again', async () => {
  const { asked } = await answering({ problem: 'no such file' }, { url: 'file:///bundle.mjs' })
  const ask = (): Promise<string> => requestBundle(new URL('file:///later.ts'), null)
  await expect(ask()).rejects.toThrow('no such file')
  expect(await ask()).toBe('file:///bundle.mjs')
  expect(asked()).toBe(2)
})
