import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as FileSystem from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FileQueue } from '../../../examples/json-file-queue/src/file-queue.ts'
import { JsonFileQueue } from '../../../examples/json-file-queue/src/json-file-queue.ts'
import { RepairedFileQueue } from '../../../examples/json-file-queue/src/repaired-file-queue.ts'
import type { Message } from '../../../src/queue/message.ts'

/** Calls of the file system, in order; those of `held.name` wait until they are let go. */
const seen: string[] = []
let held: { name: string; arrived: () => void; go: Promise<void> } | null = null

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>()
  const watched =
    (name: 'open' | 'readFile' | 'writeFile' | 'rename') =>
    async (...args: never[]) => {
      seen.push(name)
      const hold = held?.name === name ? held : null
      if (hold) {
        held = null
        hold.arrived()
        await hold.go
      }
      return Reflect.apply(real[name], real, args)
    }
  return {
    ...real,
    open: watched('open'),
    readFile: watched('readFile'),
    writeFile: watched('writeFile'),
    rename: watched('rename'),
  }
})

/** Starts `operation`, and stops it at its next call of `name`. Returns how to let it go on to its end. */
async function stopAt<T>(name: string, operation: () => Promise<T>): Promise<() => Promise<T>> {
  let go = (): void => {}
  const stopped = new Promise<void>((arrived) => {
    held = { name, arrived, go: new Promise((resolve) => (go = resolve)) }
  })
  const result = operation()
  await stopped
  return () => {
    go()
    return result
  }
}

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'json-file-queue-'))
  path = join(folder, 'queue.json')
  seen.length = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

const message = (sequence: number, { recipient = 'Agent-1', content = '' } = {}): Message => ({
  id: `CAPTAIN:${sequence}`,
  producer: 'CAPTAIN',
  sequence,
  sender: 'CAPTAIN',
  recipient,
  type: 'SYSTEM_TO_AGENT',
  priority: 0,
  key: recipient,
  content,
})
const document = (...messages: [Message, string][]): string =>
  JSON.stringify({ messages: messages.map(([message, status]) => ({ message, status })) })
const text = (): string => readFileSync(path, 'utf8')

describe.each([
  ['as it was', (): FileQueue => new JsonFileQueue(path)],
  ['repaired', (): FileQueue => new RepairedFileQueue(path)],
])('the queue %s, one operation after another', (_, make) => {
  test('gives each message once, in order, and keeps what it did', async () => {
    const queue = make()
    await queue.send(message(0))
    await queue.send(message(1))
    expect(await queue.claim()).toEqual(message(0))
    await queue.complete(message(0))
    expect(await make().claim()).toEqual(message(1))
    expect(await queue.claim()).toBeNull()
    expect(text()).toBe(document([message(0), 'delivered'], [message(1), 'claimed']))
  })
})

describe('two at once on the queue as it was', () => {
  test('a shorter document over a longer one: not JSON from its end on, and taken for an empty queue', async () => {
    const [one, other] = [new JsonFileQueue(path), new JsonFileQueue(path)]
    const long = message(1, { content: 'x'.repeat(100) })
    await one.send(message(0))
    const finish = await stopAt('open', () => one.send(message(2)))
    await other.send(long)
    await finish()

    const shorter = document([message(0), 'pending'], [message(2), 'pending'])
    const longer = document([message(0), 'pending'], [long, 'pending'])
    expect(text()).toBe(shorter + longer.slice(shorter.length))
    expect(() => JSON.parse(text())).toThrow(`after JSON at position ${shorter.length}`)
    expect(await other.claim()).toBeNull()
    // And so it stays: what is sent now is accepted, and nobody can read it.
    await one.send(message(3))
    expect(() => JSON.parse(text())).toThrow('after JSON')
    expect(await other.claim()).toBeNull()
  })

  test('an update is lost', async () => {
    const [one, other] = [new JsonFileQueue(path), new JsonFileQueue(path)]
    const finish = await stopAt('open', () => one.send(message(0)))
    await other.send(message(1))
    await finish()
    expect(text()).toBe(document([message(0), 'pending']))
  })

  test('a message is claimed twice', async () => {
    const [one, other] = [new JsonFileQueue(path), new JsonFileQueue(path)]
    await one.send(message(0))
    const finish = await stopAt('open', () => one.claim())
    expect(await other.claim()).toEqual(message(0))
    expect(await finish()).toEqual(message(0))
  })
})

describe('two at once on the repaired queue', () => {
  test.each(['readFile', 'writeFile', 'rename'])(
    'one that stops at %s keeps the other out until it has ended',
    async (name) => {
      const [one, other] = [new RepairedFileQueue(path), new RepairedFileQueue(path)]
      const finish = await stopAt(name, () => one.send(message(0)))
      const second = other.send(message(1))
      const claim = other.claim()
      await finish()
      await second
      expect(await claim).toEqual(message(0))
      const operation = ['readFile', 'writeFile', 'rename']
      expect(seen).toEqual([...operation, ...operation, ...operation])
      expect(text()).toBe(document([message(0), 'claimed'], [message(1), 'pending']))
    },
  )

  test('one that comes when the first has ended still waits for the second', async () => {
    const queue = new RepairedFileQueue(path)
    const finishFirst = await stopAt('rename', () => queue.send(message(0)))
    const second = stopAt('readFile', () => queue.send(message(1)))
    await finishFirst()
    const finishSecond = await second
    const third = queue.send(message(2))
    await finishSecond()
    await third
    expect(text()).toBe(document([message(0), 'pending'], [message(1), 'pending'], [message(2), 'pending']))
  })

  test('a reader finds a whole document at any time', async () => {
    const queue = new RepairedFileQueue(path)
    await queue.send(message(0))
    for (const name of ['writeFile', 'rename']) {
      const before = text()
      const finish = await stopAt(name, () => queue.send(message(1)))
      expect(text()).toBe(before)
      await finish()
    }
  })

  test('a recipient gets one message at a time', async () => {
    const queue = new RepairedFileQueue(path)
    await queue.send(message(0))
    await queue.send(message(1))
    await queue.send(message(2, { recipient: 'Agent-2' }))
    expect(await queue.claim()).toEqual(message(0))
    expect(await queue.claim()).toEqual(message(2, { recipient: 'Agent-2' }))
    expect(await queue.claim()).toBeNull()
    await queue.complete(message(0))
    expect(await queue.claim()).toEqual(message(1))
  })

  test('what cannot be read, or was not claimed, is an error; the next operation goes on', async () => {
    const queue = new RepairedFileQueue(path)
    writeFileSync(path, `${document()}]}`)
    await expect(queue.send(message(0))).rejects.toThrow(SyntaxError)
    expect(text()).toBe(`${document()}]}`)
    writeFileSync(path, document([message(0), 'pending']))
    await expect(queue.complete(message(0))).rejects.toThrow('CAPTAIN:0 was not claimed')
    expect(await queue.claim()).toEqual(message(0))
  })
})
