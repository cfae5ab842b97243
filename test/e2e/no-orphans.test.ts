import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { processState } from '../support/process-state.ts'

const entry = new URL('../../dist/chaos.js', import.meta.url).href

/** A process that has two of its own, one of them paused and one that hears no SIGTERM, and then comes to its end. */
const script = `
import { ManagedProcess } from '${entry}'
const start = () => ManagedProcess.start({
  command: process.execPath,
  args: ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready')"],
  ready: /ready/,
})
const [one, other] = await Promise.all([start(), start()])
one.pause()
console.log([one.pid, other.pid].join(' '))
const ends = {
  falls: () => { throw new Error('on purpose') },
  exits: () => process.exit(0),
  idles: () => {},
  waits: () => setInterval(() => {}, 1000),
}
ends[process.argv[1]]()
`

test.each([
  ['is killed', 'waits'],
  ['throws', 'falls'],
  ['exits', 'exits'],
  ['has nothing left to do', 'idles'],
])('what a process that %s has started ends with it, paused or not', async (_, end) => {
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script, end], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(parent, 'exit')
  const [line] = (await once(parent.stdout.setEncoding('utf8'), 'data')) as [string]
  const pids = line.trim().split(' ').map(Number)
  expect(pids.length).toBe(2)
  if (end === 'waits') {
    // A signal takes its time on a busy machine.
    await expect.poll(() => pids.map(processState)).toEqual(['T', expect.stringMatching(/[SR]/)])
    parent.kill('SIGKILL')
  }
  await ended
  await expect.poll(() => pids.map(processState)).toEqual([null, null])
})
