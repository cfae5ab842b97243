import child from 'node:child_process'
import { expect, test } from 'vitest'
import { childProcesses } from '../../../src/isolation/guards/child-processes.ts'
import { exits } from '../../../src/isolation/guards/exits.ts'
import type { Policy } from '../../../src/isolation/policy.ts'

const policy: Policy = {
  strength: 'fenced',
  allow: { hosts: [], folders: [], modules: [], commands: ['git'] },
  forbiddenModules: [],
  root: '/project',
  ownFolders: [],
  ownSockets: [],
  enforce: true,
  permissions: [],
}

test.each<[string, () => unknown, string, boolean]>([
  ['a program', () => child.spawnSync('git', ['status']), 'git status', true],
  ['another one', () => child.spawnSync('ls'), 'ls', false],
  ['a line', () => child.spawnSync('git status', { shell: true }), '/bin/sh -c git status', true],
  [
    'a line of two',
    () => child.spawnSync('git', ['status; id'], { shell: true }),
    '/bin/sh -c git status; id',
    false,
  ],
  [
    'a file by a shell of its own',
    () => child.execFileSync('git', ['$(id)'], { shell: '/bin/bash' }),
    '/bin/bash -c git $(id)',
    false,
  ],
])('%s is what is started, at once', (_, start, command, isAllowed) => {
  const seen: unknown[] = []
  const restore = childProcesses.install(policy, (_what, whereTo, allowed) => {
    seen.push(whereTo, allowed)
    throw new Error('nothing is started here')
  })
  try {
    expect(start).toThrow('nothing is started here')
    expect(seen).toEqual([command, isAllowed])
  } finally {
    restore()
  }
})

test('a signal to what was started counts like any other, unless it is over', () => {
  const seen: unknown[] = []
  const restore = exits.install({ ...policy, strength: 'sealed' }, (what, whereTo, allowed) => {
    seen.push(what, whereTo, allowed)
    throw new Error('blocked')
  })
  const started = (pid: number, exitCode: number | null): child.ChildProcess =>
    Object.assign(Object.create(child.ChildProcess.prototype) as child.ChildProcess, {
      pid,
      exitCode,
      signalCode: null,
    })
  try {
    expect(() => started(1_234, null).kill('SIGUSR2')).toThrow('blocked')
    expect(started(1_235, 0).kill()).toBe(false)
    expect(seen).toEqual(['ChildProcess.kill', '1234 SIGUSR2', false])
  } finally {
    restore()
  }
})
