import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const command = fileURLToPath(new URL(`../../${manifest.bin['vitest-stress']}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'check-command-'))
const path = join(folder, 'history.jsonl')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const check = (...args: string[]) =>
  spawnSync(process.execPath, [command, 'check', ...args], { encoding: 'utf8' })

/** Whole messages, each sent and read by one of 16 producers and consumers. */
function writeHistory(messages: number): void {
  const lines: string[] = []
  for (let id = 0; id < messages; id++) {
    const key = `A${id % 16}`
    const time = 10 * id
    lines.push(JSON.stringify({ process: `p${id % 16}`, type: 'invoke', f: 'enqueue', value: id, key, time }))
    lines.push(
      JSON.stringify({ process: `p${id % 16}`, type: 'ok', f: 'enqueue', value: id, key, time: time + 1 }),
    )
    lines.push(JSON.stringify({ process: key, type: 'invoke', f: 'dequeue', value: null, time: time + 2 }))
    lines.push(JSON.stringify({ process: key, type: 'ok', f: 'dequeue', value: id, key, time: time + 3 }))
  }
  writeFileSync(path, `${lines.join('\n')}\n`)
}

describe('the command on disk', () => {
  beforeAll(() => writeHistory(25_000))

  test('judges 100,000 lines, for programs to read', () => {
    const { status, stdout, stderr } = check(path, '--checker', 'routing')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ checker: 'routing', verdict: 'pass', valid: true })
  })

  test('fails with the proof, and draws it', () => {
    const { status, stdout, stderr } = check(
      path,
      '--checker',
      'size-limit',
      '--options',
      '{"capacity":0}',
      '--draw',
    )
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fail', proof: { messages: [{ value: 0 }] } })
    expect(stderr).toContain('enqueue 0  |')
  })

  test('refuses what it cannot read, with nothing on stdout', () => {
    const { status, stdout, stderr } = check('/dev/null/none', '--checker', 'fifo')
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
    expect(stderr).toContain('expected a file that can be read')
  })
})
