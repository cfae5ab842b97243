import * as realFiles from 'node:fs/promises'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { QueueFiles } from '../../../../src/chaos/storage/queue-files.ts'
import { UnsyncedFiles } from '../../../../src/chaos/storage/unsynced-files.ts'
import { seededRandom } from '../../../../src/foundation/random.ts'

const folder = mkdtempSync(join(tmpdir(), 'unsynced-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files: UnsyncedFiles
let paths = 0
let path: string
beforeEach(() => {
  files = new UnsyncedFiles()
  path = join(folder, `file-${paths++}`)
})
const onDisk = (at = path): string => readFileSync(at, 'utf8')

test('has the shape of what Node has', () => {
  const node: QueueFiles = realFiles
  for (const name of ['open', 'readFile', 'writeFile', 'appendFile', 'rename', 'unlink'] as const)
    expect([name, typeof node[name], typeof files[name]]).toEqual([name, 'function', 'function'])
})

test('what was written is read by all, on the disk once it is synced, and lost in a crash until then', async () => {
  const file = await files.open(path, 'a+')
  await file.write('one ')
  await file.sync()
  await file.appendFile('two ')
  await files.appendFile(path, 'three')
  expect(await files.readFile(path, 'utf8')).toBe('one two three')
  expect((await files.stat(path)).size).toBe(13)
  expect([onDisk(), files.unsyncedBytes]).toEqual(['one ', 9])
  expect(await files.crash()).toEqual({ lostBytes: 9 })
  expect([onDisk(), await files.readFile(path, 'utf8'), files.unsyncedBytes]).toEqual(['one ', 'one ', 0])
})

test('whoever had files open hears of the crash, and can do nothing with them any more', async () => {
  const file = await files.open(path, 'w+')
  const closed = await files.open(path)
  await closed.close()
  const heard: string[] = []
  files.onCrash(async () => {
    await Promise.resolve()
    heard.push(onDisk())
  })
  const end = files.onCrash(() => heard.push('no more'))
  end()
  await file.write('lost')
  await files.crash()
  expect(heard).toEqual([''])
  await expect(file.write('more')).rejects.toMatchObject({ code: 'EIO' })
  await expect(file.sync()).rejects.toMatchObject({ code: 'EIO', syscall: 'fsync' })
  await expect(closed.readFile()).rejects.toMatchObject({ code: 'EBADF' })
  await file.close()
  expect(onDisk()).toBe('')
})

describe('what needs no sync', () => {
  test('a rename: without a sync before it, the new name holds an empty file after a crash', async () => {
    const draft = `${path}.draft`
    await files.writeFile(path, 'old')
    const old = await files.open(path, 'r+')
    await old.sync()
    await old.close()
    await files.writeFile(draft, 'new')
    await files.rename(draft, path)
    expect(await files.readFile(path, 'utf8')).toBe('new')
    await files.crash()
    expect(onDisk()).toBe('')
    expect((await files.readdir(folder)).filter((name) => name.endsWith('.draft'))).toEqual([])
  })

  test('a rename after a sync leaves the old or the new file, whole', async () => {
    const draft = `${path}.draft`
    const file = await files.open(draft, 'w')
    await file.writeFile('new')
    await file.datasync()
    await file.close()
    await files.rename(draft, path)
    const directory = await files.open(folder)
    await directory.sync()
    await directory.close()
    await files.crash()
    expect(onDisk()).toBe('new')
  })

  test('a cut, and a removal; who has the file open goes on with it', async () => {
    const file = await files.open(path, 'w+')
    await file.write('abcdef')
    await file.sync()
    await file.truncate(2)
    expect(onDisk()).toBe('ab')
    await files.unlink(path)
    await file.write('!', 2)
    expect(await file.stat()).toEqual({ size: 3 })
    await file.close()
    await expect(files.readFile(path)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

test('refuses what the real one refuses', async () => {
  await expect(files.open(path)).rejects.toMatchObject({ code: 'ENOENT' })
  await files.writeFile(path, '')
  await expect(files.open(path, 'wx')).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(files.open(path, 'q')).rejects.toThrow('unknown flags "q"')
})

/** What a file holds, and what of it is on the disk, the slow way. */
class Model {
  seen: number[] = []
  disk: number[] = []
  unsynced = new Set<number>()

  write(bytes: readonly number[], at: number): void {
    while (this.seen.length < at) this.seen.push(0)
    bytes.forEach((byte, index) => {
      this.seen[at + index] = byte
      this.unsynced.add(at + index)
    })
  }

  truncate(length: number): void {
    const cut = (bytes: number[]): number[] => Array.from({ length }, (_, at) => bytes[at] ?? 0)
    this.seen = cut(this.seen)
    this.disk = cut(this.disk)
    this.unsynced = new Set([...this.unsynced].filter((at) => at < length))
  }

  sync(): void {
    // Ends where the last byte does that was written.
    for (const at of [...this.unsynced].sort((a, b) => a - b)) {
      while (this.disk.length < at) this.disk.push(0)
      this.disk[at] = this.seen[at]!
    }
    this.unsynced.clear()
  }

  crash(): void {
    this.seen = [...this.disk]
    this.unsynced.clear()
  }
}

test.each(Array.from({ length: 20 }, (_, seed) => seed))(
  'does what a model does, whatever is done to it (seed %i)',
  async (seed) => {
    const random = seededRandom(seed)
    const model = new Model()
    await files.writeFile(path, '')
    for (let step = 0; step < 60; step++) {
      const at = random.integer(0, 40)
      const bytes = Array.from({ length: random.integer(1, 12) }, () => random.integer(1, 255))
      const what = random.integer(0, 9)
      const file = await files.open(path, 'r+')
      if (what < 4) {
        await file.write(Uint8Array.from([9, ...bytes]), 1, bytes.length, at)
        model.write(bytes, at)
      } else if (what < 6) {
        await files.appendFile(path, Uint8Array.from(bytes))
        model.write(bytes, model.seen.length)
      } else if (what === 6) {
        await file.truncate(at)
        model.truncate(at)
      } else if (what < 9) {
        await file.sync()
        model.sync()
      } else {
        const lost = model.unsynced.size
        expect(await files.crash()).toEqual({ lostBytes: lost })
        model.crash()
      }
      await file.close()
      expect([...(await files.readFile(path))]).toEqual(model.seen)
      expect([...readFileSync(path)]).toEqual(model.disk)
    }
  },
)
