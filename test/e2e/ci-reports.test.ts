import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { header, makeProject, openHeader, runAgain, runProject, runsFirst } from './support/run-project.ts'
import { readGithub } from './support/read-github.ts'

const tight = `budgets: { latency: { p99: { maxMs: 0.0001 } } }`
const files = {
  'stress/one.stress.ts': `${header}
stressTest('measured', { load: few }, work)
stressTest('missed | \`x\` <b>', { load: few, ${tight} }, work)
stressTest('rejected', { load: { executor: 'nope' } as never }, work)
test('looked at', async () => {
  const result = await runStress({ load: few, ${tight} }, work)
  expect(result.verdict).toBe('fail')
})
test('plain', () => {})${runsFirst}`,
  'stress/two.stress.ts': `${openHeader}

stressTest('dies', { load: few }, async () => { await work(); process.kill(process.pid, 'SIGKILL') })
stressTest('never starts', { load: few }, work)`,
}
const github = { GITHUB_ACTIONS: 'true' }
const summaryIn = (folder: string, name = 'summary.md'): string => readFileSync(join(folder, name), 'utf8')

describe('on GitHub Actions', () => {
  test.concurrent.each(['default', 'dot'])(
    'every scenario that did not pass has one annotation at its line, beside the reporter %s',
    async (reporter) => {
      const args = [
        `--reporter=${reporter}`,
        ...(reporter === 'default' ? ['--reporter=github-actions'] : []),
      ]
      const { output } = await runProject(files, { args, env: github })
      const found = readGithub(output)
      const at = (file: string, line: number) =>
        found.filter((each) => each.file.endsWith(`/stress/${file}`) && each.line === line)
      const levels = (file: string, line: number) => at(file, line).map(({ level }) => level)
      expect(levels('one.stress.ts', 2)).toEqual([])
      expect(levels('one.stress.ts', 3)).toEqual(['error'])
      expect(at('one.stress.ts', 3)[0]!.text).toContain('✗ latency p99    at most 0.0001 ms, was ')
      expect(levels('one.stress.ts', 4)).toEqual(['error'])
      // The test looked at it, and passed.
      expect(levels('one.stress.ts', 5)).toEqual(['warning'])
      expect(at('one.stress.ts', 5)[0]!.title).toBe('looked at #1: fail (latency p99)')
      expect(levels('two.stress.ts', 3)).toEqual(['error'])
      expect(at('two.stress.ts', 3)[0]!.text).toContain('its worker process ended before it did')
      expect(levels('two.stress.ts', 4)).toEqual(['error'])
      expect(found.filter(({ level }) => level === 'notice')).toEqual([])
      // Vitest's reporter shows unhandled errors where they have a place; without it, we say that there was one.
      expect(found.filter(({ file }) => file === '')).toHaveLength(reporter === 'default' ? 0 : 1)
    },
  )

  test.concurrent('merged reports are annotated once, too', async () => {
    const project = makeProject({ 'stress/one.stress.ts': files['stress/one.stress.ts'] })
    await runAgain(project, { args: ['--reporter=blob'] })
    const args = ['--merge-reports', '--reporter=default', '--reporter=github-actions']
    const { output } = await runAgain(project, { args, env: github })
    expect(readGithub(output).map(({ level, line }) => [level, line])).toEqual(
      expect.arrayContaining([
        ['error', 3],
        ['error', 4],
        ['warning', 5],
      ]),
    )
    expect(readGithub(output)).toHaveLength(3)
  })

  test.concurrent('elsewhere nothing is annotated', async () => {
    const { output } = await runProject(files, { args: ['--reporter=dot'] })
    expect(readGithub(output)).toEqual([])
  })
})

describe('the summary in Markdown', () => {
  test.concurrent('is added to the step, with what failed, what was lost, and how to replay it', async () => {
    const project = makeProject({ ...files, 'summary.md': 'of another tool\n' })
    const run = await runAgain(project, { env: { GITHUB_STEP_SUMMARY: join(project, 'summary.md') } })
    const text = summaryIn(project)
    expect(text).toMatch(/^of another tool\n\n## ❌ Stress: fail, 5 of 6 scenarios did not pass\n/)
    expect(text).toMatch(/^\| missed &#124; &#96;x&#96; &#60;b> \| ❌ fail \| 10 \| 100 % \| 0 \|/m)
    expect(text).toMatch(/^\| ❌ fail \| latency p99 \| at most 0.0001 ms \| [\d.]+ ms \| 10 samples \|$/m)
    expect(text).toMatch(/^### ⚠️ dies: invalid: error$/m)
    expect(text).toContain('- Problem: its worker process ended before it did')
    expect(text).toMatch(/^VITEST_STRESS_SEED=-?\d+ npx vitest run stress\/two.stress.ts -t '\^dies\$'$/m)
    expect(text).toContain('<details><summary>measured: pass</summary>\n\n### ✅ measured: pass\n')
    expect(run.output).toContain(`Summary  ${join(project, 'summary.md')}`)
  })

  test.concurrent('is written when the run is interrupted', async () => {
    const project = makeProject({
      'stress/long.stress.ts': `${header}
stressTest('under way', { load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 60_000 } }, async ({ iteration }) => {
  await work()
  if (iteration.startedMs > 800 && !said) { said = true; process.stdout.write('\\nUNDER WAY\\n') }
})
let said = false`,
    })
    const env = { GITHUB_STEP_SUMMARY: join(project, 'summary.md') }
    await runAgain(project, { env, signal: { name: 'SIGTERM', when: 'UNDER WAY' } })
    expect(summaryIn(project)).toMatch(
      /^## ⚠️ Stress: invalid, 1 of 1 scenario did not pass; the run was inter/,
    )
  })

  test.concurrent('goes to a path of the options, or nowhere', async () => {
    const config = (summary: string): string => `
import { stress } from 'vitest-stress/plugin'
import { defineConfig } from 'vitest/config'
export default defineConfig({ plugins: [stress({ summary: ${summary} })] })`
    const one = { 'stress/one.stress.ts': `${header}\nstressTest('measured', { load: few }, work)` }
    const project = makeProject({ ...one, 'vitest.config.ts': config(`'reports/stress.md'`) })
    const env = { GITHUB_STEP_SUMMARY: join(project, 'summary.md') }
    await runAgain(project, { env })
    await runAgain(project, { env })
    expect(summaryIn(project, 'reports/stress.md').match(/## ✅ Stress: pass, 1 scenario$/gm)).toHaveLength(1)
    expect(() => summaryIn(project)).toThrow('ENOENT')

    const silent = makeProject({ ...one, 'vitest.config.ts': config('false') })
    const run = await runAgain(silent, { env: { GITHUB_STEP_SUMMARY: join(silent, 'summary.md') } })
    expect(run.output).not.toContain('Summary')
    expect(() => summaryIn(silent)).toThrow('ENOENT')

    const wrong = await runProject({ ...one, 'vitest.config.ts': config('true') })
    expect(wrong.output).toContain('summary: expected "auto", false or a path, got true')
  })

  test.concurrent('that cannot be written is said in a line, and the run passes', async () => {
    const project = makeProject({
      'stress/one.stress.ts': `${header}\nstressTest('measured', { load: few }, work)`,
    })
    mkdirSync(join(project, 'folder'))
    const run = await runAgain(project, { env: { GITHUB_STEP_SUMMARY: join(project, 'folder') } })
    expect(run.exitCode, run.output).toBe(0)
    expect(run.output).toMatch(/^Summary {2}not written to .*folder: EISDIR/m)
  })
})

describe("Vitest's own reports", () => {
  const args = [
    '--reporter=json',
    '--outputFile.json=report.json',
    '--reporter=junit',
    '--outputFile.junit=junit.xml',
  ]

  test.concurrent('json has the verdict and the budgets in meta, junit in a property, plain tests nothing', async () => {
    const { folder } = await runProject({ 'stress/one.stress.ts': files['stress/one.stress.ts'] }, { args })
    const { testResults } = JSON.parse(summaryIn(folder, 'report.json')) as {
      testResults: { assertionResults: { title: string; meta: { stress?: { runs: object[] } } }[] }[]
    }
    const runsOf = Object.fromEntries(
      testResults[0]!.assertionResults.map(({ title, meta }) => [title, meta.stress?.runs]),
    )
    expect(runsOf['measured']).toMatchObject([{ verdict: 'pass', cause: null }])
    expect(runsOf['looked at']).toMatchObject([
      { verdict: 'fail', budgets: [{ budget: 'latency.p99', limit: 0.0001, verdict: 'fail' }, {}] },
    ])
    expect(runsOf['rejected']).toMatchObject([{ verdict: 'invalid', cause: 'error' }])
    expect(runsOf['plain']).toBeUndefined()

    const cases = [
      ...summaryIn(folder, 'junit.xml').matchAll(/<testcase [^>]* name="([^"]*)"[^]*?<\/testcase>/g),
    ]
    const valuesOf = Object.fromEntries(
      cases.map(([text, name]) => [
        name,
        [...text.matchAll(/<property name="stress" value="([^"]*)">/g)].map(([, value]) => value),
      ]),
    )
    expect(valuesOf['measured']).toEqual(['pass, 10 done; kept: successRate 100 % (at least 100 %)'])
    expect(valuesOf['missed | `x` &lt;b&gt;']).toEqual([
      expect.stringMatching(/^fail, 10 done; not kept: latency p99 [\d.]+ ms \(at most 0.0001 ms\); kept: /),
    ])
    expect(valuesOf['rejected']).toEqual([expect.stringMatching(/^invalid: error, 0 done; load.executor: /)])
    expect(valuesOf['looked at']).toEqual([expect.stringMatching(/^#1 fail, 10 done; not kept: latency p99/)])
    expect(valuesOf['plain']).toEqual([])
  })

  test.concurrent('verbose has one line more a stress test', async () => {
    const { output } = await runProject(
      {
        'stress/one.stress.ts': `${header}\nstressTest('measured', { load: few }, work)\ntest('plain', () => {})`,
      },
      { args: ['--reporter=verbose'] },
    )
    expect(output.match(/^ *↳ .*$/gm)).toEqual([
      '     ↳ pass, 10 done; kept: successRate 100 % (at least 100 %)',
    ])
  })
})
