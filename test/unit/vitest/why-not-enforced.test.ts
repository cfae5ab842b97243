import { afterEach, expect, test, vi } from 'vitest'
import type { TestProject } from 'vitest/node'
import type { Policy } from '../../../src/isolation/policy.ts'
import { describeUnenforced } from '../../../src/vitest/describe-unenforced.ts'
import { whyNotEnforced } from '../../../src/vitest/why-not-enforced.ts'

interface Settings {
  pool?: string
  execArgv?: string[]
  coverage?: boolean
  inspector?: boolean
  snapshotEnvironment?: string
}

const whyOf = (settings: Settings, socketPath: string | null = '/tmp/socket'): string | null => {
  const { pool = 'forks', execArgv = [], coverage = false, inspector = false, snapshotEnvironment } = settings
  const vitest = { config: { coverage: { enabled: coverage }, inspector: { enabled: inspector } } }
  const config = { pool, execArgv, snapshotEnvironment }
  return whyNotEnforced({ config, vitest } as unknown as TestProject, socketPath)
}

// Of a run of these tests that is measured itself.
const without = (): void =>
  void vi.stubEnv('NODE_V8_COVERAGE', '').stubEnv('NODE_OPTIONS', '').stubEnv('VSCODE_INSPECTOR_OPTIONS', '')
afterEach(() => vi.unstubAllEnvs())

test('processes and threads of a plain project can be enforced', () => {
  without()
  expect([
    whyOf({}),
    whyOf({ pool: 'threads', execArgv: ['--require', './x.cjs', '--prof-process'] }),
  ]).toEqual([null, null])
})

test.each<[Settings, string]>([
  [{ pool: 'vmForks' }, 'pool vmForks'],
  [{ pool: 'a pool of the user' }, 'pool a pool of the user'],
  [{ coverage: true }, 'coverage is measured'],
  [{ inspector: true }, 'the inspector is on'],
  [{ execArgv: ['--inspect-brk'] }, 'the inspector is on'],
  [{ execArgv: ['--permission'] }, 'flags of the permission model are given already'],
  [{ execArgv: ['--cpu-prof'] }, 'Node writes files of its own with --cpu-prof'],
  [
    { execArgv: ['--heapsnapshot_signal=SIGUSR2'] },
    'Node writes files of its own with --heapsnapshot-signal',
  ],
  [
    { snapshotEnvironment: '/project/snapshots.ts' },
    'test.snapshotEnvironment is one of your own, which writes snapshots itself',
  ],
])('not with %j', (settings, why) => {
  without()
  expect(whyOf(settings)).toBe(why)
})

test('nor where the environment asks for what they could not give, or nobody would write for them', () => {
  without()
  expect(whyOf({}, null)).toBe('no local socket could be opened')
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=100 --inspect=0')
  expect(whyOf({})).toBe('the inspector is on')
  vi.stubEnv('NODE_OPTIONS', '--report-on-fatalerror')
  expect(whyOf({})).toBe('Node writes files of its own with --report-on-fatalerror')
  vi.stubEnv('NODE_OPTIONS', '').stubEnv('VSCODE_INSPECTOR_OPTIONS', '{}')
  expect(whyOf({})).toBe('the inspector is on')
  vi.stubEnv('NODE_V8_COVERAGE', '/coverage')
  expect(whyOf({})).toBe('coverage is measured')
})

test('a project within a folder where all may write is told of', () => {
  const policy = { root: '/tmp/project', ownFolders: ['/tmp/project/logs', '/tmp'] } as unknown as Policy
  expect(describeUnenforced(policy, null)).toEqual([
    'stress  isolation of files is intercepted, not enforced by Node: all may write to /tmp, where the project lies',
  ])
  expect(describeUnenforced({ ...policy, root: '/project' }, null)).toEqual([])
  expect(describeUnenforced(policy, 'coverage is measured')).toEqual([
    'stress  isolation is intercepted, not enforced by Node: coverage is measured',
  ])
})
