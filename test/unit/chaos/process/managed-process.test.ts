import { afterEach, describe, expect, test } from 'vitest'
import { ManagedProcess } from '../../../../src/chaos/process/managed-process.ts'
import type { ManagedProcessOptions } from '../../../../src/chaos/process/process-options.ts'
import { InputError } from '../../../../src/foundation/problem.ts'
import { childrenOf, processState } from '../../../support/process-state.ts'

const before = new Set(childrenOf(process.pid))
const started: ManagedProcess[] = []
const left = (): number[] => childrenOf(process.pid).filter((pid) => !before.has(pid))

afterEach(async () => {
  await Promise.all(started.splice(0).map((managed) => managed.stop()))
  // The guard included.
  expect(left()).toEqual([])
})

const node = (script: string, more: Partial<ManagedProcessOptions> = {}) =>
  ({ command: process.execPath, args: ['-e', script], ready: /^ready/, ...more }) as ManagedProcessOptions

async function start(options: ManagedProcessOptions): Promise<ManagedProcess> {
  const managed = await ManagedProcess.start(options)
  started.push(managed)
  return managed
}

async function failureOf(starting: Promise<ManagedProcess>): Promise<Error> {
  const outcome = await starting.catch((error: Error) => error)
  if (outcome instanceof ManagedProcess) throw new Error('it did start')
  return outcome
}

const forEver = 'setInterval(() => {}, 1000); console.log("ready", process.argv[1], process.env.COLOUR);'
const gone = (pid: number) => expect.poll(() => processState(pid)).toBeNull()

test('is ready by a line of its output; killed with all that it started; started again in the same way', async () => {
  const script = `const { spawn } = require('child_process')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
    child.on('spawn', () => console.log('child', child.pid)); ${forEver}`
  const managed = await start(
    node('', { args: ['-e', script, 'blue'], env: { COLOUR: 'green' }, ready: /^child/g }),
  )
  await expect.poll(() => managed.output).toContain('ready blue green')
  const grandchild = Number(/child (\d+)/.exec(managed.output)![1])
  const first = managed.pid!
  expect([processState(first) !== null, processState(grandchild) !== null]).toEqual([true, true])
  const killed = managed.kill()
  expect(managed.state).toBe('ending')
  await killed
  expect([managed.state, managed.pid, processState(first)]).toEqual(['down', null, null])
  await gone(grandchild)
  await managed.restart()
  expect([managed.state, managed.starts, managed.pid === first]).toEqual(['running', 2, false])
  await expect.poll(() => managed.output).toContain('ready blue green')
  // SIGTERM goes to the process alone; what it leaves behind ends with it.
  const leftBehind = Number(/child (\d+)/.exec(managed.output)![1])
  expect(processState(leftBehind)).not.toBeNull()
  await managed.stop()
  await gone(leftBehind)
})

test('is ready by its first message, and talks over its channel', async () => {
  const module = new URL('talking-process.mjs', import.meta.url)
  const managed = await start({ module, args: ['hello'], ready: 'message' })
  const heard = new Promise((resolve) => managed.onMessage(resolve))
  managed.send({ ask: 1 })
  expect(await heard).toEqual({ answer: { ask: 1 }, to: 'hello' })
})

describe('one that does not start', () => {
  test('tells the last of its output, where it ends before it is ready', async () => {
    const script = 'for (let i = 0; i < 99; i++) console.error("line " + i); process.exitCode = 3'
    const error = await failureOf(ManagedProcess.start(node(script)))
    expect(error.message).toMatch(/process \d+ ended with code 3 before it was ready; .*:\nline 49\n/)
    expect(error.message).toMatch(/line 98$/)
  })

  test('is ended, where it takes too long', async () => {
    const script = 'echo still $$; exec sleep 100'
    const error = await failureOf(
      ManagedProcess.start({
        command: 'sh',
        args: ['-c', script],
        ready: /never/,
        readyTimeoutMs: 400,
      }),
    )
    const [, pid, output] = /process (\d+) was not ready within 400 ms; the last of its output:\n(.*)/.exec(
      error.message,
    )!
    expect(output).toBe(`still ${pid}`)
    expect(processState(Number(pid))).toBeNull()
  })

  test('is a problem and no stack, where there is no such program', async () => {
    const error = await failureOf(ManagedProcess.start({ command: 'no-such-program-here' }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toContain('command: expected a program that can be started')
    expect(error.message).toContain('"no-such-program-here" (ENOENT)')
  })

  test('tells every mistake in its options', async () => {
    const options = { command: '', args: [1], ready: 'mesage', readyTimeoutMs: 0, envi: {} } as never
    const error = await failureOf(ManagedProcess.start(options))
    expect((error as InputError).problems.map(({ path }) => path).sort()).toEqual(
      ['args[0]', 'command', 'envi', 'ready', 'readyTimeoutMs'].sort(),
    )
    await expect(ManagedProcess.start({ args: [] } as never)).rejects.toThrow('either `module` or `command`')
    await expect(ManagedProcess.start(node('', { ready: 'message' }))).rejects.toThrow('only a `module`')
  })
})

test('pauses and goes on; what makes no sense meanwhile is refused; stopping ends it all the same', async () => {
  const managed = await start(node(forEver))
  const pid = managed.pid!
  managed.pause()
  await expect.poll(() => processState(pid)).toBe('T')
  expect(managed.state).toBe('paused')
  await expect(managed.kill()).rejects.toThrow('expected one that is running, got it is paused')
  await expect(managed.terminate(10)).rejects.toThrow(InputError)
  await expect(managed.restart()).rejects.toThrow('cannot start the process')
  expect(() => managed.pause()).toThrow('cannot pause the process')
  managed.resume()
  managed.resume()
  await expect.poll(() => processState(pid)).toMatch(/[SR]/)
  managed.pause()
  await managed.stop()
  expect([managed.state, processState(pid)]).toEqual(['stopped', null])
  await expect(managed.restart()).rejects.toThrow('it is stopped')
})

test('ends by SIGTERM where it hears it, and by SIGKILL where it does not', async () => {
  const polite = await start(node(`process.on('SIGTERM', () => process.exit(0)); ${forEver}`))
  expect(await polite.terminate(10_000)).toMatchObject({ wasKilled: false })
  const deaf = await start(node(`process.on('SIGTERM', () => {}); ${forEver}`))
  const ended = await deaf.terminate(30)
  expect(ended.wasKilled).toBe(true)
  expect(ended.tookMs).toBeGreaterThanOrEqual(29)
})

test('one that dies by itself is down, says why when it is to be killed, and can be started again', async () => {
  const managed = await start(
    node('console.log("ready"); console.error("out of luck"); process.exitCode = 7'),
  )
  await expect.poll(() => managed.state).toBe('down')
  await expect(managed.kill()).rejects.toThrow(/it is down: process \d+ ended with code 7;[^]*out of luck/)
  await managed.restart()
  expect(managed.starts).toBe(2)
})

test('stopped while it starts, it ends', async () => {
  const managed = await start(node(forEver))
  await managed.kill()
  const restarting = managed.restart()
  await managed.stop()
  await restarting
  expect([managed.state, managed.pid]).toEqual(['stopped', null])
})

test('the guard that was killed has a successor', async () => {
  const managed = await start(node(forEver))
  const guards = (): number[] => left().filter((pid) => pid !== managed.pid)
  const [first] = guards()
  process.kill(first!, 'SIGKILL')
  await expect.poll(() => guards().filter((pid) => pid !== first).length).toBe(1)
})
