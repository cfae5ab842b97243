import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scenarioOf } from './support/read-results.ts'
import { runProject, runsFirst, type ProjectRun } from './support/run-project.ts'

const head = `
import fs, { writeFileSync } from 'node:fs'
import net from 'node:net'
import { spawn } from 'node:child_process'
import { stressTest } from 'vitest-stress'
const once = { executor: 'shared-iterations', iterations: 1 } as const`

const files = {
  // What one file may do is nothing to the next one.
  'stress/opens.stress.ts': `// @stress-isolation open
${head}
globalThis.kept = fs.writeFileSync
process.kept = fs.writeFileSync
stressTest('opens first', { load: once, leaks: false }, () => writeFileSync('inbox.txt', ''))${runsFirst}`,
  'stress/sealed.stress.ts': `${head}
const tries = {
  'a named import': () => writeFileSync('out.txt', ''),
  'what another file kept': () => (globalThis.kept ?? process.kept ?? writeFileSync)('out.txt', ''),
  'a promise': () => fs.promises.rm('inbox.txt'),
  'a connection': () => net.connect(9, '127.0.0.1'),
  'a program': () => spawn('true'),
  'a variable': () => { process.env.INBOX = '1' },
  'fetch': () => fetch('http://127.0.0.1:9'),
}
for (const [name, act] of Object.entries(tries)) stressTest(name, { load: once, time: 'virtual' }, async () => { await act() })`,
}
const tried: [string, string][] = [
  ['a named import', 'fs.writeFileSync'],
  ['what another file kept', 'fs.writeFileSync'],
  ['a promise', 'fs.promises.rm'],
  ['a connection', 'net.connect'],
  ['a program', 'child_process.spawn'],
  ['a variable', 'process.env'],
  ['fetch', 'fetch'],
]

describe.each([
  ['threads', ['--pool=threads']],
  ['threads, not isolated', ['--pool=threads', '--no-isolate']],
  ['processes, not isolated', ['--no-isolate']],
])('in %s', (_, args) => {
  test('a file is sealed, also where another one was open before it', async () => {
    const run: ProjectRun = await runProject(files, { args })
    expect(scenarioOf(run, 'opens first')).toMatchObject({ verdict: 'pass', isolation: { strength: 'open' } })
    for (const [name, what] of tried) {
      const { verdict, isolation } = scenarioOf(run, name)
      const [attempt, ...others] = isolation!.attempts
      expect([name, verdict, attempt?.what, attempt?.blocked, others]).toEqual([name, 'fail', what, true, []])
      expect(attempt!.call_site).toContain(join(run.folder, 'stress/sealed.stress.ts'))
    }
    expect([existsSync(join(run.folder, 'out.txt')), existsSync(join(run.folder, 'inbox.txt'))]).toEqual([
      false,
      true,
    ])
  })
})

test('Ctrl-C in the middle of a sealed run: what it had tried is told all the same', async () => {
  const run = await runProject(
    {
      'stress/long.stress.ts': `${head}
let said = false
stressTest('under way', { load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 60_000 }, teardown: () => {} }, async ({ iteration }) => {
  if (iteration.index === 0) try { writeFileSync('out.txt', '') } catch {}
  await new Promise((resolve) => setTimeout(resolve, 1))
  if (iteration.startedMs > 800 && !said) { said = true; process.stdout.write('\\nUNDER WAY\\n') }
})`,
    },
    { signal: { name: 'SIGINT', when: 'UNDER WAY' } },
  )
  expect(run.exitCode).not.toBe(0)
  expect([run.leftRunning, run.metrics?.interrupted]).toEqual([false, true])
  const { verdict, isolation, problems } = scenarioOf(run, 'under way')
  expect([verdict, isolation?.violations, isolation?.leaks], run.output).toEqual(['fail', 1, null])
  expect(problems.join()).toContain('not in a sealed run: files: fs.writeFileSync')
})
