import { describe, expect, test } from 'vitest'
import { allowsCommand } from '../../../src/isolation/command-pattern.ts'
import { allowsHost, allowsSocket } from '../../../src/isolation/host-pattern.ts'
import { isOwnPath } from '../../../src/isolation/is-own-path.ts'
import { liesIn } from '../../../src/isolation/lies-in.ts'
import type { Policy } from '../../../src/isolation/policy.ts'
import { writesWith } from '../../../src/isolation/writes-with.ts'

const policy = (allow: Partial<Policy['allow']> = {}, strength: Policy['strength'] = 'fenced'): Policy => ({
  strength,
  allow: { hosts: [], folders: [], modules: [], commands: [], ...allow },
  forbiddenModules: [],
  root: '/project',
  ownFolders: ['/tmp'],
  ownSockets: [],
  enforce: true,
  permissions: [],
})

describe('hosts', () => {
  test.each([
    ['localhost', true],
    ['LocalHost', true],
    ['api.localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['[::1]', true],
    ['::ffff:127.0.0.1', true],
    ['0.0.0.0', true],
    ['10.0.0.1', false],
    ['localhost.example.com', false],
    ['127.0.0.1.example.com', false],
    ['example.com', false],
  ])('an empty list allows loopback: %s %s', (host, allowed) => {
    expect(allowsHost(policy(), host, 80)).toBe(allowed)
  })

  test.each([
    ['db:5432', 'db', 5432, true],
    ['db:5432', 'DB', 5432, true],
    ['db:5432', 'db', 5433, false],
    ['db:5432', 'db', null, true],
    ['db', 'db', 1, true],
    ['db:*', 'db', 1, true],
    ['*.example.com:443', 'a.example.com', 443, true],
    ['*.example.com:443', 'example.com', 443, false],
    ['*.example.com:443', 'evil-example.com', 443, false],
    ['*:443', 'anything', 443, true],
    ['*:443', 'anything', 80, false],
    ['[::1]:80', '::1', 80, true],
    ['[::1]:80', '::1', 81, false],
    ['::1', '::1', 81, true],
    ['db', '127.0.0.1', 80, false],
  ])('%s: %s:%s %s', (pattern, host, port, allowed) => {
    expect(allowsHost(policy({ hosts: [pattern] }), host, port)).toBe(allowed)
  })

  test('a sealed run has none', () => {
    expect(allowsHost(policy({ hosts: ['*'] }, 'sealed'), 'localhost', 80)).toBe(false)
    expect(allowsSocket(policy({ hosts: ['/tmp/a'] }, 'sealed'), '/tmp/a')).toBe(false)
  })

  test('sockets of the temporary folder are as loopback is; any other must be named', () => {
    expect(allowsSocket(policy(), '/tmp/a.sock')).toBe(true)
    expect(allowsSocket(policy(), '/var/run/docker.sock')).toBe(false)
    expect(allowsSocket(policy({ hosts: ['/var/run/docker.sock'] }), '/var/run/docker.sock')).toBe(true)
    expect(allowsSocket(policy({ hosts: ['db'] }), '/tmp/a.sock')).toBe(false)
  })
})

describe('commands', () => {
  test.each([
    [['git', 'status'], true],
    [['/usr/bin/git', 'status'], true],
    [['node', '-e', 'x'], false],
    [['/bin/sh', '-c', 'git status'], true],
    [['/bin/sh', '-c', 'git status; rm -rf /'], false],
    [['/bin/sh', '-c', 'git log | sh'], false],
    [['/bin/sh', '-c', 'git $(rm x)'], false],
    [['/bin/sh', '-c', 'rm x'], false],
    [['/bin/sh', 'git'], false],
  ])('git is allowed: %j %s', (command, allowed) => {
    expect(allowsCommand(policy({ commands: ['git'] }), command)).toBe(allowed)
  })

  test('none is, of a sealed run, and where none is named', () => {
    expect(allowsCommand(policy({ commands: ['git'] }, 'sealed'), ['git'])).toBe(false)
    expect(allowsCommand(policy(), ['git'])).toBe(false)
  })
})

test.each([
  ['/tmp', true],
  ['/tmp/a/b', true],
  ['/tmpfile', false],
  ['/', false],
])('%s lies in /tmp: %s', (path, lies) => {
  expect(liesIn(path, ['/tmp'])).toBe(lies)
})

test.each([
  ['/tmp/a', true],
  ['/tmp/project/src/a.ts', false],
  ['/tmp/project/metrics/run.json', true],
  ['/tmp/projects', true],
  ['/home/a', false],
])('of a project in the temporary folder, everyone may write %s: %s', (path, own) => {
  const ownFolders = ['/tmp', '/tmp/project/metrics']
  expect(isOwnPath({ ownFolders, root: '/tmp/project' }, path)).toBe(own)
})

test('a temporary folder within the project is one all the same; the project as its output folder is none', () => {
  expect(isOwnPath({ ownFolders: ['/project/tmp'], root: '/project' }, '/project/tmp/a')).toBe(true)
  expect(isOwnPath({ ownFolders: ['/project'], root: '/project' }, '/project/inbox')).toBe(false)
})

test.each([
  ['r', false],
  ['rs', false],
  [undefined, false],
  [0, false],
  ['r+', true],
  ['a', true],
  ['w', true],
  ['wx+', true],
  [1, true],
  [0x40, true],
])('flags %s write: %s', (flags, writes) => {
  expect(writesWith(flags)).toBe(writes)
})
