import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { askYes, terminalAsk } from '../../../../src/cli/init/ask.ts'
import { config, filesOf, init, makeProject, orders } from './init-in-folder.ts'

describe('somebody is there', () => {
  test('is asked for what cannot be found, and nothing else', async () => {
    const root = makeProject({ ...orders, ...config })
    const { code, asked } = await init(root, { answers: ['7', 'x', '2', 'what', '', 'n'] })
    expect(code).toBe(0)
    expect(asked[0]).toContain('  1  src/orders.ts#placeOrder\n  2  src/orders.ts#cancel\n  0  none')
    expect(asked.slice(3)).toEqual([
      'Add the plugin to vitest.config.ts? [Y/n] ',
      'Add the plugin to vitest.config.ts? [Y/n] ',
      'Add the script "stress": "vitest run stress/" to package.json? [Y/n] ',
    ])
    const files = filesOf(root)
    expect(files['stress/cancel.stress.ts']).toContain('await cancel()')
    expect(files['vitest.config.ts']).toContain('stress()')
    expect(files['package.json']).toBe('{"type": "module"}')
    const named = await init(root, { args: ['src/orders.ts#placeOrder', '--script'], answers: [] })
    expect(named.code).toBe(0)
  })

  test('is not asked with --yes, nor where nothing is written', async () => {
    for (const args of [['--yes'], ['--dry-run']]) {
      const { code, asked } = await init(makeProject({ ...orders, ...config }), { args, answers: [] })
      expect({ code, asked }).toEqual({ code: 0, asked: [] })
    }
  })

  test('who leaves a question leaves nothing behind', async () => {
    for (const answers of [[null], ['1', null], ['1', 'y', null]]) {
      const root = makeProject({ ...orders, ...config })
      const before = filesOf(root)
      expect((await init(root, { answers })).code).toBe(130)
      expect(filesOf(root)).toEqual(before)
    }
  })

  test('answers are lines; the end of the input is leaving', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    const ask = terminalAsk(input, output)
    const answer = askYes(ask, 'Well?')
    input.write('no\n')
    expect(await answer).toBe(false)
    const left = askYes(ask, 'And now?')
    input.end()
    expect(await left).toBeNull()
    expect(String(output.read())).toContain('Well? [Y/n] ')
  })
})
