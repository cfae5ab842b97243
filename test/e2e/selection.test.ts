import { describe, expect, test } from 'vitest'
import { configOf, header, host, runProject } from './support/run-project.ts'

// `.skip` stands in the source of a fixture here: it is what is tested.
const file = 'stress/selection.stress.ts'
const files = {
  'vitest.config.ts': configOf(`tags: [{ name: 'slow' }, { name: 'fast' }]`),
  [file]: `${header}
describe('suite', () => {
  stressTest('first', { load: few, tags: ['slow'] }, work)
  stressTest('second', { load: few, tags: ['fast'] }, work)
})
stressTest('third', { load: few, tags: ['fast'] }, work)
stressTest.skip('fourth', { load: few }, work) // no selection brings it back`,
  'test/ordinary.test.ts': `${header}\ntest('ordinary', () => {})`,
}

const scenarios = async (...args: string[]): Promise<string[]> => {
  const run = await runProject(files, { args })
  expect(run.exitCode, run.output).toBe(0)
  return run.metrics!.scenarios.map(({ name }) => name)
}

describe.concurrent('of what runs', () => {
  test('-t chooses by name, suites included', async () => {
    expect(await scenarios('-t', 'suite.*second')).toEqual(['suite > second'])
  })

  test('file and line', async () => {
    expect(await scenarios(`${file}:6`)).toEqual(['third'])
    expect(await scenarios(`${file}:4`)).toEqual(['suite > second'])
  })

  test('tags', async () => {
    expect(await scenarios('--tagsFilter', 'fast')).toEqual(['suite > second', 'third'])
  })

  test('the folder leaves ordinary tests out', async () => {
    const run = await runProject(files, { args: ['stress/'] })
    expect(run.tests.map(({ fullName }) => fullName)).not.toContain('ordinary')
    expect(run.metrics!.scenarios).toHaveLength(3)
  })
})

describe.concurrent('vitest list', () => {
  interface Listed {
    name: string
    file: string
    location?: { line: number; column: number }
  }

  // Vitest 5 reads the text of the files by default, 4 runs them.
  const ways = host.vitestMajor === 4 ? [[], ['--static-parse']] : [[], ['--no-static-parse']]

  test.each(ways)('names the scenarios (%s)', async (...way) => {
    const { stdout, exitCode } = await runProject(files, { command: ['list'], args: way })
    expect(exitCode).toBe(0)
    for (const name of ['suite > first', 'suite > second', 'third']) {
      expect(stdout).toContain(`[stress] ${file} > ${name}`)
    }
    expect(stdout.match(/ordinary\.test/g)).toHaveLength(1)
  })

  test.each(ways)('says where they are, as JSON (%s)', async (...way) => {
    const { stdout, metricsFiles } = await runProject(files, {
      command: ['list', 'stress/'],
      args: ['--json', '--includeTaskLocation', ...way],
    })
    const listed = JSON.parse(stdout) as Listed[]
    const places = listed.map(({ name, file: path, location }) => [name, path.endsWith(file), location?.line])
    expect(places).toEqual(
      expect.arrayContaining([
        ['suite > first', true, 3],
        ['suite > second', true, 4],
        ['third', true, 6],
      ]),
    )
    expect(metricsFiles).toEqual([])
  })
})
