import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { historyCheckers } from '../../../src/check/history/history-checkers.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'command-line-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(
  ...events: [process: number, type: string, f: string, value: unknown, time: number, key?: string][]
): string {
  const path = join(folder, 'history.jsonl')
  const lines = events.map(([process, type, f, value, time, key]) =>
    JSON.stringify({ process, type, f, value, time, key }),
  )
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

async function run(...args: string[]) {
  let [out, err] = ['', '']
  const code = await runCommandLine(args, { out: (text) => (out += text), err: (text) => (err += text) })
  return { code, out, err }
}

const sent = () => fileOf([1, 'invoke', 'enqueue', 'm', 0, 'A'], [1, 'ok', 'enqueue', 'm', 1, 'A'])
const misrouted = () =>
  fileOf(
    [1, 'invoke', 'enqueue', 'm', 0, 'A'],
    [1, 'ok', 'enqueue', 'm', 1, 'A'],
    [2, 'invoke', 'dequeue', null, 2, 'B'],
    [2, 'ok', 'dequeue', 'm', 3, 'B'],
  )

describe('vitest-stress check', () => {
  test('takes the histories of several workers, with how far their clocks differ', async () => {
    const [one, other] = [join(folder, 'one.jsonl'), join(folder, 'other.jsonl')]
    writeFileSync(one, readFileSync(sent()))
    writeFileSync(other, readFileSync(misrouted()).toString().replaceAll('"m"', '"n"'))
    const both = await run('check', one, other, '--checker=routing', '--clock-offset=0.5')
    expect(JSON.parse(both.out)).toMatchObject({
      verdict: 'fail',
      missing: [
        { value: 'm', agent: 'A' },
        { value: 'n', agent: 'A' },
      ],
      misrouted: [{ value: 'n', to: 'A', got: 'B' }],
    })
    for (const offset of ['', '=', '=-1', '=soon']) {
      const { code, err } = await run('check', one, other, '--checker=fifo', `--clock-offset${offset}`)
      expect({ code, err }).toEqual({
        code: 3,
        err: expect.stringContaining('--clock-offset: expected a number of 0 or more') as string,
      })
    }
  })

  test('tells of every history that cannot be read', async () => {
    const { code, err } = await run('check', '/nowhere/a', '/nowhere/b', '--checker=fifo', '--clock-offset=1')
    expect(code).toBe(3)
    for (const path of ['/nowhere/a', '/nowhere/b'])
      expect(err).toContain(`${path}: expected a file that can be read`)
  })

  test('prints one JSON object and exits 0 for a pass', async () => {
    const { code, out, err } = await run(
      'check',
      sent(),
      '--checker',
      'size-limit',
      '--options',
      '{"capacity":1}',
    )
    const report = {
      checker: 'size-limit',
      verdict: 'pass',
      valid: true,
      overflow: [],
      spuriousRejects: [],
      proof: null,
    }
    expect({ code, err, report: JSON.parse(out) as unknown }).toEqual({ code: 0, err: '', report })
    expect(out.trimEnd()).not.toContain('\n')
  })

  test('exits 1 for a failure, and draws it on stderr if asked to', async () => {
    const plain = await run('check', misrouted(), '--checker=routing')
    expect(plain).toMatchObject({ code: 1, err: '' })
    expect(JSON.parse(plain.out)).toMatchObject({
      verdict: 'fail',
      misrouted: [{ value: 'm', to: 'A', got: 'B' }],
    })
    const drawn = await run('check', '--draw', misrouted(), '--checker=routing')
    expect(drawn).toMatchObject({ code: 1, out: plain.out })
    expect(drawn.err).toMatch(
      /^"m" was addressed to A, .*\n\nenqueue "m" {2}\|-+\|\ndequeue "m" +\|-+\|\n {13}0 +1 +2 +3\n$/,
    )
  })

  test('exits 2 where it cannot be told', async () => {
    const { code, out } = await run(
      'check',
      sent(),
      '--checker',
      'fairness',
      '--options',
      '{"agents":["A"],"minJain":1}',
    )
    expect({ code, report: JSON.parse(out) as unknown }).toMatchObject({
      code: 2,
      report: { verdict: 'invalid', jain: null },
    })
  })

  test('exits 3 for a history that cannot be read, with every problem', async () => {
    const path = fileOf([1, 'ok', 'enqueue', 'm', 0], [2, 'invok', 'enqueue', 'm', 0])
    expect(await run('check', path, '--checker', 'queue')).toEqual({
      code: 3,
      out: '',
      err: `${path}: 2 problems
  line 1: expected an invoke before its completion, got "ok" of enqueue by process 1 without one
  line 2, type: expected one of "invoke", "ok", "fail", "info", got "invok"; did you mean "invoke"?
`,
    })
    writeFileSync(path, 'x\n'.repeat(60))
    const many = await run('check', path, '--checker', 'queue')
    expect(many).toMatchObject({ code: 3, out: '' })
    expect(many.err).toMatch(/: 60 problems\n[^]*line 50: .*\n {2}\.\.\. and 10 more\n$/)
  })

  test('exits 3 for a file that is not there', async () => {
    const { code, out, err } = await run('check', join(folder, 'none'), '--checker', 'queue')
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/expected a file that can be read, got ENOENT/)
  })

  test('says everything that is wrong with the arguments at once', async () => {
    const names = historyCheckers.map(({ name }) => name).join(', ')
    expect(await run('check', '--cheker', 'fifo', '--options', '{', 'a', 'b', '--draw=yes')).toEqual({
      code: 3,
      out: '',
      err: `vitest-stress check: 5 problems
  --cheker: expected one of checker, options, clock-offset, draw, help, got unknown option "cheker"; did you mean "checker"?
  --draw: expected no value, got "yes"
  --clock-offset: expected how far the clocks of several histories may differ, got nothing
  --checker: expected one of ${names}, got nothing
  --options: expected JSON, got {
`,
    })
    const unknown = await run('check', 'a', '--checker', 'fifi', '--checker', 'x')
    expect(unknown.err).toContain('--checker: expected it once, got it again')
    expect(unknown.err).toContain('got unknown checker "fifi"; did you mean "fifo"?')
  })

  test("finds every problem of the checker's options, unknown ones too", async () => {
    const { code, out, err } = await run(
      'check',
      'a',
      '--checker',
      'lease',
      '--options',
      '{"visibilityMs":0,"drain":true}',
    )
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toBe(`vitest-stress check: 2 problems
  --options visibilityMs: expected a number of milliseconds above 0, got 0
  --options drain: expected one of visibilityMs, maxDeliveries, dlqKey, drained, got unknown option "drain"; did you mean "drained"?
`)
    expect((await run('check', 'a', '--checker', 'fifo', '--options')).err).toContain(
      '--options: expected JSON, got nothing',
    )
  })

  test.each(historyCheckers.map(({ name }) => name))(
    '%s reports its name and verdict, also on a history without events',
    async (name) => {
      const options =
        { 'size-limit': '{"capacity":1}', fairness: '{"agents":["A"]}', lease: '{"visibilityMs":1}' }[
          name as string
        ] ?? '{}'
      const { out, code } = await run('check', fileOf(), '--checker', name, '--options', options)
      const report = JSON.parse(out) as { checker: string; verdict: 'pass' | 'fail' | 'invalid' }
      expect(report.checker).toBe(name)
      expect(code).toBe({ pass: 0, fail: 1, invalid: 2 }[report.verdict])
    },
  )

  test('has help', async () => {
    const { code, out, err } = await run('check', '--help')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const { name } of historyCheckers) expect(out).toContain(`\n  ${name} `)
  })
})

describe('vitest-stress', () => {
  test('lists its commands', async () => {
    expect(await run('--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('judge a recorded history') as string,
      err: '',
    })
    expect(await run()).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringContaining('Usage: vitest-stress <command>') as string,
    })
  })

  test('suggests the command that was meant', async () => {
    expect(await run('chekc')).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringContaining('unknown command "chekc"; did you mean "check"?') as string,
    })
  })
})
