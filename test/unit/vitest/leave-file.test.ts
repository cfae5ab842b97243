import { dirname } from 'node:path'
import { expect, test, vi } from 'vitest'
import { leaveFile } from '../../../src/vitest/leave-file.ts'

const asked = vi.hoisted(() => [] as object[])
vi.mock('../../../src/isolation/measure-enforcement.ts', () => ({
  mayWrite: (path: string) => path === '/may',
}))
vi.mock('../../../src/isolation/isolation.ts', () => ({
  currentIsolation: () => ({ policy: { ownFolders: ['/project/logs', '/own/tmp'] } }),
}))
vi.mock('../../../src/vitest/read-stress-context.ts', () => ({
  readStressContext: () => ({ socketPath: '/socket' }),
}))
vi.mock('../../../src/vitest/ask-main.ts', () => ({
  askMain: (_: string, question: object) => {
    asked.push(question)
    return { problem: null }
  },
}))

test('what Node denies is written to the temporary folder of the run, whatever it is called here', async () => {
  const written: string[] = []
  vi.stubEnv('TMPDIR', '/stubbed')
  await leaveFile('/may', (path) => void written.push(path))
  await leaveFile('/may/not', (path) => void written.push(path))
  vi.unstubAllEnvs()
  expect([written[0], dirname(written[1]!)]).toEqual(['/may', '/own/tmp'])
  expect(asked).toEqual([{ type: 'place', from: written[1], to: '/may/not', isNew: false }])
})
